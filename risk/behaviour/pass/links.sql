-- What some MMSIs are and were linked to, also links that are no longer believed.
SELECT mmsi, segment, vessel_id, valid_from, valid_to, basis, known_from, known_to FROM links FINAL
WHERE mmsi IN {mmsis:Array(UInt32)} ORDER BY mmsi, segment, valid_from, vessel_id, known_from
