-- All positions of one MMSI, each once, in the order in which hulls are told apart.
SELECT observed_at, payload_hash, lon, lat FROM positions FINAL
WHERE mmsi = {mmsi:UInt32} ORDER BY observed_at, payload_hash
