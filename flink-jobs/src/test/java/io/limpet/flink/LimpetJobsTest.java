package io.limpet.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
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
    var env = new StreamExecutionEnvironment(SETTINGS.configuration(job.name()));
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
    var env = new StreamExecutionEnvironment(SETTINGS.configuration(job.name()));
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
    var env = new StreamExecutionEnvironment(SETTINGS.configuration(job.name()));
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

  @ParameterizedTest
  @MethodSource("jobs")
  void namesAMainClassThatCanBeStarted(LimpetJob job) throws Exception {
    assertThat(job.mainClass().getMethod("main", String[].class)).isNotNull();
  }
}
