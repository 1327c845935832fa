package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// etag names what a dossier says. Where nobody named the moment, the moment
// itself is left out below the day: it moves while nothing else does.
func (d *dossierDTO) etag(named bool) (string, error) {
	said := *d
	said.Scores = append([]scoreSummaryDTO(nil), d.Scores...)
	if !named {
		said.AsOf = said.AsOf.Truncate(24 * time.Hour)
		for i := range said.Scores {
			said.Scores[i].AsOf = said.AsOf
		}
	}
	text, err := json.Marshal(said)
	if err != nil {
		return "", fmt.Errorf("name the version of dossier %s: %w", d.VesselID, err)
	}
	sum := sha256.Sum256(text)
	return `W/"` + hex.EncodeToString(sum[:10]) + `"`, nil
}

// matches compares an If-None-Match with a tag, weakly as a GET asks for.
func matches(header, etag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimSpace(candidate)
		if candidate == "*" || strings.TrimPrefix(candidate, "W/") == strings.TrimPrefix(etag, "W/") {
			return candidate != ""
		}
	}
	return false
}

func notModified(etag string) error {
	return huma.ErrorWithHeaders(huma.Status304NotModified(), http.Header{"ETag": []string{etag}})
}
