package stream

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	crashDir   = "PLIMSOLL_STREAM_CRASH_DIR"
	crashFirst = "PLIMSOLL_STREAM_CRASH_FIRST"
)

// TestMain lets the test binary be the child that a crash test kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := crashChild(dir, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crashChild produces, consumes and sweeps as fast as it can until it is killed or told to end, and says on out what
// has been acknowledged ("a FROM TO"), handled ("h N N ...") and swept ("s MESSAGES BYTES"). A line that was written is
// as durable as the pipe: it survives the child.
func crashChild(dir string, out io.Writer) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	first, err := strconv.Atoi(os.Getenv(crashFirst))
	if err != nil {
		return err
	}
	c, err := Open(ctx, crashConfig(dir))
	if err != nil {
		return err
	}
	defer c.Close()
	var mu sync.Mutex
	say := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = fmt.Fprintf(out, format+"\n", args...)
	}
	var all sync.WaitGroup
	defer all.Wait()
	for _, group := range []string{GroupIngest, GroupWatch} {
		all.Go(func() {
			_ = c.Consume(ctx, ConsumeConfig{
				Group: group, Topics: []string{TopicPositions}, MaxRows: 100, MaxWait: -1,
				Handler: func(ctx context.Context, batch []Message) error {
					if group == GroupIngest {
						say("h %s", values(batch))
						pause(ctx, 4*time.Millisecond) // slower than the producer, so that a kill finds a backlog
					}
					return nil
				},
			})
		})
	}
	all.Go(func() { crashSweep(ctx, c, say) })
	producer := NewProducer(c, ProducerConfig{})
	for n := first; ctx.Err() == nil; n += 200 {
		if err := producer.Produce(ctx, numbered(TopicPositions, n, n+200)...); err == nil {
			say("a %d %d", n, n+200)
		}
	}
	return nil
}

func crashSweep(ctx context.Context, c *Cluster, say func(string, ...any)) {
	janitor, err := NewJanitor(c, JanitorConfig{})
	for err == nil && pause(ctx, 20*time.Millisecond) {
		report, sweepErr := janitor.Sweep(ctx)
		if sweepErr != nil && ctx.Err() == nil {
			fmt.Fprintln(os.Stderr, "child:", sweepErr)
		}
		if sweepErr == nil && report.Deleted[TopicPositions] > 0 {
			say("s %d %d", report.Deleted[TopicPositions], report.BytesAfter)
		}
	}
}

func crashConfig(dir string) Config {
	return Config{DataDir: dir, Logger: slog.New(slog.DiscardHandler), segmentBytes: 16 << 10}
}

func values(batch []Message) string {
	var b strings.Builder
	for i := range batch {
		b.Write(batch[i].Value)
		b.WriteByte(' ')
	}
	return b.String()
}

// crashLedger is what the parent knows of all children.
type crashLedger struct {
	acked   map[string]bool
	handled map[string]bool
	sweeps  int
	next    int
}

// crashRun starts a child and ends it with a signal right after the given number of lines of a kind.
func (l *crashLedger) crashRun(t *testing.T, dir, kind string, lines int, sig os.Signal) {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashDir+"="+dir, fmt.Sprintf("%s=%d", crashFirst, l.next))
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	deadline := time.AfterFunc(time.Minute, func() { _ = child.Process.Kill() })
	defer deadline.Stop()
	reader, seen := bufio.NewReader(out), 0
	for {
		line, err := reader.ReadString('\n')
		if err != nil { // a line without its end was not completed before the kill
			break
		}
		l.note(t, strings.TrimSuffix(line, "\n"))
		if strings.HasPrefix(line, kind) {
			if seen++; seen == lines {
				_ = child.Process.Signal(sig)
			}
		}
	}
	err = child.Wait()
	var exit *exec.ExitError
	if killed := errors.As(err, &exit); seen < lines || (sig == os.Kill) != killed {
		t.Fatalf("child ended with %v after %d of %d lines %q", err, seen, lines, kind)
	}
	l.next += 1_000_000
}

func (l *crashLedger) note(t *testing.T, line string) {
	t.Helper()
	fields := strings.Fields(line)
	switch fields[0] {
	case "a":
		from, errFrom := strconv.Atoi(fields[1])
		to, errTo := strconv.Atoi(fields[2])
		if err := errors.Join(errFrom, errTo); err != nil {
			t.Fatal(err)
		}
		for i := from; i < to; i++ {
			l.acked["m"+strconv.Itoa(i)] = true
		}
	case "h":
		for _, v := range fields[1:] {
			l.handled[v] = true
		}
	case "s":
		l.sweeps++
	}
}

// TestKillLosesNothing kills the process that holds the broker, its producer, two consumer groups and the janitor, again
// and again on one data directory, and then reads on with the same group: everything that was acknowledged must have
// been handled before a kill or be handled now. A partition that began again at offset 0, a commit that outlived its
// messages, or an acknowledged message that was not on disk would each leave a gap.
func TestKillLosesNothing(t *testing.T) {
	dir := t.TempDir()
	l := &crashLedger{acked: map[string]bool{}, handled: map[string]bool{}}
	runs := []struct {
		kind  string
		lines int
		sig   os.Signal
	}{
		{"a", 40, os.Kill},
		{"s", 1, os.Kill},
		{"s", 5, os.Kill},
		{"h", 7, os.Kill},
		{"s", 3, syscall.SIGTERM}, // a clean end leaves a snapshot behind, which the next kill makes stale
		{"s", 1, os.Kill},
		{"a", 1, os.Kill},
		{"s", 9, os.Kill},
		{"s", 2, os.Kill},
	}
	for _, r := range runs {
		l.crashRun(t, dir, r.kind, r.lines, r.sig)
	}
	if l.sweeps < 20 {
		t.Fatalf("only %d sweeps deleted something", l.sweeps)
	}
	before := len(l.handled)
	c := open(t, crashConfig(dir))
	rest := newSink()
	_, stop := consume(t, c, ConsumeConfig{Group: GroupIngest, Topics: []string{TopicPositions}, Handler: rest.handle})
	await(t, "the rest", func() bool { return lagOf(t, c, GroupIngest, TopicPositions) == 0 })
	stop()
	lost := 0
	for v := range l.acked {
		if !l.handled[v] && rest.counts[v] == 0 {
			lost++
		}
	}
	t.Logf("%d acknowledged, %d handled before the last kill, %d after it, %d sweeps", len(l.acked), before, rest.distinct(), l.sweeps)
	if rest.distinct() == 0 {
		t.Error("the last kill left nothing to be read: it proved nothing")
	}
	if lost > 0 {
		t.Errorf("%d of %d acknowledged messages were neither handled nor are in the log", lost, len(l.acked))
	}
}

// TestKillAfterEverythingWasSwept is the case that loses data when a partition is emptied: all consumed, all swept,
// killed, and then more new messages than the group had committed, before it is back to notice.
func TestKillAfterEverythingWasSwept(t *testing.T) {
	dir := t.TempDir()
	l := &crashLedger{acked: map[string]bool{}, handled: map[string]bool{}}
	l.crashRun(t, dir, "s", 10, syscall.SIGTERM)
	most := sweepAllAndCopy(t, dir, filepath.Join(dir, "killed"))
	c := open(t, crashConfig(filepath.Join(dir, "killed")))
	first, end := 50_000_000, 50_000_000+6*int(most)
	produce(t, c, numbered(TopicPositions, first, end)...)
	got := newSink()
	consume(t, c, ConsumeConfig{Group: GroupIngest, Topics: []string{TopicPositions}, Handler: got.handle})
	await(t, "the new messages", func() bool { return lagOf(t, c, GroupIngest, TopicPositions) == 0 })
	skipped := 0
	for i := first; i < end; i++ {
		if got.counts["m"+strconv.Itoa(i)] == 0 {
			skipped++
		}
	}
	if skipped > 0 {
		t.Fatalf("%d of %d new messages were skipped", skipped, end-first)
	}
}

// sweepAllAndCopy lets both groups read everything, sweeps, and copies the disk as a kill would leave it. It returns the
// highest end of a partition.
func sweepAllAndCopy(t *testing.T, dir, to string) (most int64) {
	t.Helper()
	c := open(t, crashConfig(dir))
	defer c.Close()
	for _, group := range []string{GroupIngest, GroupWatch} {
		_, stop := consume(t, c, ConsumeConfig{Group: group, Topics: []string{TopicPositions}, Handler: newSink().handle})
		await(t, "nothing left", func() bool { return lagOf(t, c, group, TopicPositions) == 0 })
		stop()
	}
	janitor, err := NewJanitor(c, JanitorConfig{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := janitor.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, r := range firstOffsets(t, c, TopicPositions) {
		most = max(most, r.end)
	}
	if err := os.CopyFS(filepath.Join(to, "kafka"), os.DirFS(filepath.Join(dir, "kafka"))); err != nil {
		t.Fatal(err)
	}
	return most
}
