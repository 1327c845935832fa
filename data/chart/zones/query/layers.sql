-- The feature tables of a GeoPackage with their geometry column, its declared type, and the coordinate system's words.
SELECT c.table_name, g.column_name, g.geometry_type_name,
       coalesce(s.organization, ''), coalesce(s.organization_coordsys_id, 0), coalesce(s.definition, ''), g.srs_id
FROM gpkg_contents AS c
JOIN gpkg_geometry_columns AS g ON g.table_name = c.table_name
LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
WHERE c.data_type = 'features'
ORDER BY c.table_name
