package io.limpet.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.topic.Pace;
import io.limpet.flink.clean.CleanJob;
import io.limpet.flink.users.UserVectorsJob;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LimpetJobsTest {
  private static final JobSettings SETTINGS = JobSettings.parse(new String[0], Map.of());

  static Iterable<LimpetJob> jobs() {
    return LimpetJobs.all();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void givesEveryOperatorAUidOfItsOwn(LimpetJob job) {
    var env = new StreamExecutionEnvironment(job.configuration(SETTINGS));
    job.builder().build(env, SETTINGS);
    Set<String> uids = new HashSet<>();
    for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
      assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
      assertThat(uids.add(node.getTransformationUID())).as(node.getTransformationUID()).isTrue();
    }
    assertThat(uids).hasSizeGreaterThan(2);
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void becomesAGraphOfAReadableName(LimpetJob job) {
    JobGraph graph = job.jobGraph(SETTINGS, null);
    assertThat(graph.getName()).isEqualTo("limpet " + job.name());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void showsInTheDashboardWhatEachOperatorDoes(LimpetJob job) {
    var env = new StreamExecutionEnvironment(job.configuration(SETTINGS));
    job.builder().build(env, SETTINGS);
    for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
      String name = node.getOperatorName();
      assertThat(name)
          .as("no name that Flink makes up, nor one of a class")
          .doesNotMatch(
              "(?i)(source: )?((flat"
                  + " )?map|filter|(keyed|co-)?process.*|timestamps/watermarks|unnamed|.*[$@].*)(:"
                  + " writer)?")
          .hasSizeLessThan(60);
      if (name.matches("Source: .+|.+: (Writer|Committer)")) {
        continue;
      }
      assertThat(node.getOperatorDescription())
          .as("description of \"%s\", given by setDescription", name)
          .isNotEqualTo(name)
          .isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void showsChainsAsTheNamesOfTheirOperators(LimpetJob job) {
    var env = new StreamExecutionEnvironment(job.configuration(SETTINGS));
    job.builder().build(env, SETTINGS);
    List<String> names =
        env.getStreamGraph().getStreamNodes().stream().map(StreamNode::getOperatorName).toList();
    for (JobVertex vertex : job.jobGraph(SETTINGS, null).getVertices()) {
      assertThat(vertex.getName().split(" -> |\\(|\\)| , |, (?=[a-z ]+(: Writer|\\)))"))
          .as(vertex.getName())
          .filteredOn(part -> !part.isBlank())
          .isSubsetOf(names);
    }
  }

  /**
   * A fetch, a flush or a wait for a buffer in one of these would be part of every answer's age.
   */
  @Test
  void letsNoRecordWaitBetweenAClickAndTheVector() {
    assertThat(LimpetJobs.all().stream().filter(job -> job.pace() == Pace.AT_ONCE))
        .containsExactly(CleanJob.JOB, UserVectorsJob.JOB);
    for (LimpetJob job : LimpetJobs.all()) {
      assertThat(job.configuration(SETTINGS).get(ExecutionOptions.BUFFER_TIMEOUT))
          .as(job.name())
          .hasMillis(job.pace() == Pace.AT_ONCE ? 0 : 100);
    }
  }

  @Test
  void letsRecordsWaitAsLongAsIsAskedFor() {
    var asked = JobSettings.parse(new String[] {"--buffer-timeout=500ms"}, Map.of());
    for (LimpetJob job : LimpetJobs.all()) {
      assertThat(job.configuration(asked).get(ExecutionOptions.BUFFER_TIMEOUT))
          .as(job.name())
          .hasMillis(500);
    }
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void namesAMainClassThatCanBeStarted(LimpetJob job) throws Exception {
    assertThat(job.mainClass().getMethod("main", String[].class)).isNotNull();
  }
}
