package build

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// packageVersion reads "name version" of an npm package from its folder.
func packageVersion(dir string) (string, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return "", fmt.Errorf("read an npm package (run npm install): %w", err)
	}
	var p struct{ Name, Version string }
	if err := json.Unmarshal(raw, &p); err != nil {
		return "", fmt.Errorf("decode %s/package.json: %w", dir, err)
	}
	return p.Name + " " + p.Version, nil
}
