package stream

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/twmb/franz-go/pkg/kfake"
)

// embeddedUser is who the embedded broker knows. There is one, with every right; the secret keeps other users of the
// machine out, because the port is open to all of them.
const embeddedUser = "plimsoll"

const scramSHA256 = "SCRAM-SHA-256"

// defaultSegmentBytes is the size at which the embedded broker begins a new file. Deleting works by whole files, so this is
// also how much of what was deleted may stay on disk per partition.
const defaultSegmentBytes = 16 << 20

// startEmbedded starts the broker on loopback. Three of its habits lose data and are never used: compaction, retention
// by time or size (a partition emptied by it starts again at offset 0 after a crash, and committed groups then skip
// what follows), and expiry of group offsets.
func startEmbedded(cfg Config) (*kfake.Cluster, Credentials, error) {
	creds := Credentials{Mechanism: scramSHA256, Username: embeddedUser, Password: rand.Text()}
	opts := []kfake.Opt{
		kfake.Ports(cfg.Port),
		kfake.ClusterID("plimsoll-" + rand.Text()), // holds for the life of a data directory: the first one stays
		kfake.WithLogger(brokerLog{cfg.Logger}),
		kfake.BrokerConfigs(map[string]string{
			"log.segment.bytes":         strconv.Itoa(cfg.segmentBytes),
			"log.retention.ms":          "-1",
			"log.retention.bytes":       "-1",
			"message.max.bytes":         strconv.Itoa(brokerMessageLimit(cfg.MaxMessageBytes)),
			"offsets.retention.minutes": "52560000", // a century
		}),
	}
	if !cfg.Memory {
		dir := filepath.Join(cfg.DataDir, "kafka")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, creds, fmt.Errorf("make %s: %w", dir, err)
		}
		secret, err := keepSecret(filepath.Join(dir, "secret"), creds.Password)
		if err != nil {
			return nil, creds, err
		}
		creds.Password = secret
		opts = append(opts, kfake.DataDir(filepath.Join(dir, "log")), kfake.SyncWrites())
	}
	opts = append(opts, kfake.EnableSASL(), kfake.Superuser(scramSHA256, creds.Username, creds.Password))
	broker, err := kfake.NewCluster(opts...)
	if err != nil {
		return nil, creds, err
	}
	return broker, creds, nil
}

// brokerMessageLimit is the largest record batch a broker must take so that a message of the limit, turned into a dead
// letter, still fits.
func brokerMessageLimit(maxMessage int) int {
	return maxMessage + max(framingBytes, maxMessage/100)
}

// keepSecret returns the secret in the file, and writes the given one there when there is none. The broker keeps the
// first secret it was started with, so the file is complete and on disk before the broker sees it.
func keepSecret(path, fresh string) (string, error) {
	stored, err := os.ReadFile(path)
	if err == nil {
		if secret := strings.TrimSpace(string(stored)); secret != "" {
			return secret, nil
		}
		return "", fmt.Errorf("read %s: it is empty; restore it, or move the folder away to begin with an empty log", path)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the broker's secret: %w", err)
	}
	return fresh, writeDurably(path, []byte(fresh+"\n"))
}

func writeDurably(path string, data []byte) error {
	tmp := path + ".new"
	file, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// brokerLog passes on what the embedded broker complains about.
type brokerLog struct{ log *slog.Logger }

// Logf implements kfake.Logger.
func (b brokerLog) Logf(level kfake.LogLevel, format string, args ...any) {
	at := slog.LevelDebug
	switch level {
	case kfake.LogLevelError:
		at = slog.LevelError
	case kfake.LogLevelWarn:
		at = slog.LevelWarn
	case kfake.LogLevelNone, kfake.LogLevelInfo, kfake.LogLevelDebug:
	}
	if b.log.Enabled(context.Background(), at) {
		b.log.Log(context.Background(), at, "embedded broker: "+fmt.Sprintf(format, args...))
	}
}
