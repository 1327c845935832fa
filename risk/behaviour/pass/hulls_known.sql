-- The positions of one MMSI that are not known as its first hull's.
SELECT observed_at, payload_hash, segment FROM hull_positions FINAL WHERE mmsi = {mmsi:UInt32} AND segment != 1
