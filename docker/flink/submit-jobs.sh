#!/bin/bash
# Starts on a Flink cluster, through its REST interface, every job of Limpet that does not run yet,
# each from its newest checkpoint if there is one. Run again, it does nothing: all run already.
# With --watch it looks every ten seconds and does not end: a job manager that was started anew knows
# of no job.
#
#   LIMPET_FLINK         where the job manager answers, http://jobmanager:8081
#   LIMPET_JOBS_JAR      the jar of the jobs with what they need beside Flink
#   LIMPET_CHECKPOINTS   folder of the checkpoints, seen by this script and by the cluster alike
#   LIMPET_JOBS          names of the jobs that are to run, with spaces between; all if it is not set
#   LIMPET_BOOTSTRAP_SERVERS, LIMPET_REGISTRY, LIMPET_LAKE, and any other setting of a job
#                        handed on to every job
set -euo pipefail

: "${LIMPET_FLINK:?is not set; give the address of the job manager, http://jobmanager:8081}"
: "${LIMPET_JOBS_JAR:?is not set; give the jar of the jobs}"
: "${LIMPET_CHECKPOINTS:?is not set; give the folder of the checkpoints}"

JOBS="clean=io.limpet.flink.clean.CleanJob
user-vectors=io.limpet.flink.users.UserVectorsJob
item-signals=io.limpet.flink.signals.ItemSignalsJob
features=io.limpet.flink.features.FeaturesJob
archive=io.limpet.flink.archive.ArchiveJob
labels=io.limpet.flink.labels.LabelsJob
surveys=io.limpet.flink.surveys.SurveysJob
experiments=io.limpet.flink.experiments.ExperimentsJob
engagement=io.limpet.flink.engagement.EngagementJob"

if [ "${1:-}" = --watch ]; then
  while :; do
    "$0" | { grep --line-buffered -v ' runs already$' || true; } || true
    sleep 10
  done
fi

# Prints the answer; when it is an error, says so where errors are said.
ask() {
  local answer
  answer=$(curl --fail-with-body --silent --show-error "$@") || {
    echo "$answer" >&2
    return 1
  }
  echo "$answer"
}

# The value of a text field in JSON that is on standard input.
field() {
  sed -E "s/.*\"$1\" *: *\"([^\"]*)\".*/\1/"
}

# Whether a job of this name is running or about to.
runs() {
  ask "$LIMPET_FLINK/jobs/overview" | tr '{' '\n' | grep -F "\"name\":\"limpet $1\"" |
    grep -qE '"state":"(CREATED|INITIALIZING|RUNNING|RESTARTING|RECONCILING|SUSPENDED)"'
}

# What Flink wrote last of a checkpoint is _metadata: a folder that has it is whole.
newest_checkpoint() {
  [ -d "$LIMPET_CHECKPOINTS/$1" ] || return 0
  find "$LIMPET_CHECKPOINTS/$1" -name _metadata -printf '%T@ %h\n' | sort -n | tail -n 1 | cut -d ' ' -f 2-
}

# Every LIMPET_NAME that is neither this script's nor the launcher's, as a JSON list of --name value.
arguments() {
  local separator=""
  printf '['
  env | grep '^LIMPET_' | grep -vE '^LIMPET_(FLINK|JOBS|JOBS_JAR|BUILD|JAVA_HOME|JAVA_OPTS|MAVEN_ARGS)=' | sort | while IFS='=' read -r name value; do
    name="${name#LIMPET_}"
    name="${name,,}"
    printf '%s"--%s","%s"' "$separator" "${name//_/-}" "$value"
    separator=","
  done
  printf ']'
}

jar=""
while IFS='=' read -r name class; do
  if [ -n "${LIMPET_JOBS:-}" ] && [[ " $LIMPET_JOBS " != *" $name "* ]]; then
    continue
  fi
  if runs "$name"; then
    echo "$name runs already"
    continue
  fi
  if [ -z "$jar" ]; then
    jar=$(ask -F "jarfile=@$LIMPET_JOBS_JAR" "$LIMPET_FLINK/jars/upload" | field filename)
    jar="${jar##*/}"
  fi
  checkpoint=$(newest_checkpoint "$name")
  from="${checkpoint:+,\"savepointPath\":\"file://$checkpoint\"}"
  id=$(ask -H 'Content-Type: application/json' \
    -d "{\"entryClass\":\"$class\",\"programArgsList\":$(arguments)$from}" \
    "$LIMPET_FLINK/jars/$jar/run" | field jobid)
  echo "$name runs as $id${checkpoint:+, from $checkpoint}"
done <<< "$JOBS"
