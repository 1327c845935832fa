-- Since when vessels are known.
SELECT vessel_id, first_known FROM vessels FINAL WHERE vessel_id IN {vessels:Array(String)}
