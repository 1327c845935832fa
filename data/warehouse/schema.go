package warehouse

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// schemaFiles are the migrations of this release.
//
//go:embed schema/*.sql
var schemaFiles embed.FS

// migration is one file of the schema: NNNN_name.sql.
type migration struct {
	version    uint32
	name, file string
	checksum   string
	statements []string
}

var migrationName = regexp.MustCompile(`^([0-9]{4})_([a-z0-9_]+)\.sql$`)

// readMigrations reads every .sql file, in the order of their numbers. A number may occur once.
func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list the migrations: %w", err)
	}
	migrations := make([]migration, 0, len(names))
	for _, file := range names {
		m := migrationName.FindStringSubmatch(path.Base(file))
		if m == nil {
			return nil, fmt.Errorf("migration %s: name it NNNN_name.sql", file)
		}
		version, err := strconv.ParseUint(m[1], 10, 32)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", file, err)
		}
		text, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, fmt.Errorf("read migration %s: %w", file, err)
		}
		sum := sha256.Sum256(text)
		migrations = append(migrations, migration{
			version: uint32(version), name: m[2], file: file, checksum: hex.EncodeToString(sum[:]), statements: splitStatements(string(text)),
		})
	}
	slices.SortFunc(migrations, func(a, b migration) int { return int(a.version) - int(b.version) })
	for i := 1; i < len(migrations); i++ {
		if migrations[i].version == migrations[i-1].version {
			return nil, fmt.Errorf("migrations %s and %s have the same number", migrations[i-1].file, migrations[i].file)
		}
	}
	return migrations, nil
}

// splitStatements cuts a file into statements: each ends with a semicolon at the end of a line. Lines that are comments
// are left out.
func splitStatements(text string) []string {
	var statements []string
	var current strings.Builder
	finish := func() {
		if statement := strings.TrimSpace(current.String()); statement != "" {
			statements = append(statements, statement)
		}
		current.Reset()
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		if strings.HasPrefix(strings.TrimSpace(line), "--") {
			continue
		}
		body, last := strings.CutSuffix(line, ";")
		current.WriteString(body)
		current.WriteByte('\n')
		if last {
			finish()
		}
	}
	finish()
	return statements
}
