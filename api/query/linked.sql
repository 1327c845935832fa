-- The vessels that an MMSI is or was linked to.
SELECT DISTINCT vessel_id FROM links FINAL WHERE mmsi = {mmsi:UInt32} AND known_to > {now:DateTime64(3, 'UTC')}
