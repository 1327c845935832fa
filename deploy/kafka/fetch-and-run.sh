#!/bin/sh
# Starts Apache Kafka (one KRaft node, broker and controller in one process, on loopback) for tests and trials:
#
#   deploy/kafka/fetch-and-run.sh go test ./ingest/stream/
#
# runs the command with PLIMSOLL_TEST_KAFKA naming the broker, and stops the broker after it. Without a command the
# broker runs until it is interrupted. Not for production: one node, no login, data in a temporary folder.
#
# It needs Java 17 or later and Maven; the jars come by their Maven coordinates and are kept in KAFKA_JARS
# (default: ~/.cache/plimsoll/kafka-VERSION). KAFKA_PORT (default 19092) is the broker's port, the next one the
# controller's.
set -eu

version=4.1.1
port=${KAFKA_PORT:-19092}
jars=${KAFKA_JARS:-${XDG_CACHE_HOME:-$HOME/.cache}/plimsoll/kafka-$version}
for tool in java mvn; do
	command -v "$tool" >/dev/null || { echo "fetch-and-run: $tool is not installed" >&2; exit 1; }
done
work=$(mktemp -d)
broker=
finish() {
	[ -z "$broker" ] || { kill "$broker" 2>/dev/null && wait "$broker" 2>/dev/null; } || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

if [ ! -e "$jars/complete" ]; then
	echo "fetch-and-run: fetching Apache Kafka $version into $jars" >&2
	mkdir -p "$jars"
	cat >"$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>plimsoll</groupId><artifactId>kafka-for-tests</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$version</version></dependency>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
POM
	mvn --batch-mode --quiet --file "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$jars" >&2
	touch "$jars/complete"
fi

cat >"$work/server.properties" <<CONF
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$((port + 1))
advertised.listeners=PLAINTEXT://127.0.0.1:$port
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$((port + 1))
log.dirs=$work/log
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
CONF
kafka() { java -Xmx1g -cp "$jars/*" "$@"; }
id=$(kafka kafka.tools.StorageTool random-uuid 2>/dev/null | tail -n 1)
kafka kafka.tools.StorageTool format --cluster-id "$id" --config "$work/server.properties" >"$work/format.out" 2>&1 ||
	{ cat "$work/format.out" >&2; exit 1; }
java -Xmx1g -cp "$jars/*" kafka.Kafka "$work/server.properties" >"$work/broker.out" 2>&1 &
broker=$!

tries=0
until kafka org.apache.kafka.tools.TopicCommand --bootstrap-server "127.0.0.1:$port" --list >/dev/null 2>&1; do
	tries=$((tries + 1))
	if [ "$tries" -gt 20 ] || ! kill -0 "$broker" 2>/dev/null; then
		echo "fetch-and-run: the broker did not start:" >&2
		tail -n 40 "$work/broker.out" >&2
		exit 1
	fi
	sleep 1
done
echo "fetch-and-run: Apache Kafka $version on 127.0.0.1:$port" >&2
if [ $# -eq 0 ]; then
	wait "$broker"
else
	PLIMSOLL_TEST_KAFKA="127.0.0.1:$port" "$@"
fi
