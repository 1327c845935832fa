package zones

import (
	"fmt"
	"strings"
)

const reproject = "reproject it to WGS 84 (EPSG:4326), for example with ogr2ogr -t_srs EPSG:4326"

// checkWKT accepts a coordinate system in words (.prj, GeoPackage) only when it is longitude and latitude on WGS 84.
func checkWKT(wkt string) error {
	flat := strings.ToUpper(strings.NewReplacer(" ", "", "_", "", "\n", "", "\r", "", "\t", "").Replace(wkt))
	switch {
	case strings.HasPrefix(flat, "PROJCS["), strings.HasPrefix(flat, "PROJCRS["):
		return fmt.Errorf("coordinates are projected (%s), not longitude and latitude: %s", title(wkt), reproject)
	case !strings.HasPrefix(flat, "GEOGCS["), !strings.Contains(flat, "WGS84") && !strings.Contains(flat, "WGS1984"):
		if (strings.HasPrefix(flat, "GEOGCRS[") || strings.HasPrefix(flat, "GEODCRS[")) && strings.Contains(flat, "WORLDGEODETICSYSTEM1984") {
			return nil
		}
		return fmt.Errorf("coordinates are in %s, not in WGS 84: %s", title(wkt), reproject)
	}
	return nil
}

// title is the name inside a coordinate system's words.
func title(wkt string) string {
	if parts := strings.SplitN(wkt, `"`, 3); len(parts) == 3 {
		return fmt.Sprintf("%.60q", parts[1])
	}
	return fmt.Sprintf("%.60q", wkt)
}

// checkCRSName accepts the names that GeoJSON has for WGS 84.
func checkCRSName(name string) error {
	upper := strings.ToUpper(name)
	if strings.HasSuffix(upper, "CRS84") || strings.HasSuffix(upper, "EPSG::4326") || strings.HasSuffix(upper, "EPSG:4326") {
		return nil
	}
	return fmt.Errorf("coordinates are in %.60q, not in WGS 84: %s", name, reproject)
}
