-- Which vessel an IMO number in an event means.
SELECT imo AS of_imo, any(id) AS vessel_id FROM ships WHERE imo != 0 AND merged_into = '' GROUP BY of_imo
