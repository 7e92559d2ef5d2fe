package io.limpet.system.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.limpet.flink.LimpetJobs;
import io.limpet.system.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeFileIT {
  private static final Path ROOT = ComposeFile.repository();

  private final ComposeFile compose = ComposeFile.read();

  @Test
  void linterFindsNothing() {
    assumeTrue(Program.exists("npx"), "npx is not installed: the compose file is not linted");
    Program lint =
        Program.run(
            ROOT,
            Map.of(),
            List.of("npx", "--yes", "dclint@3.1.0", "--max-warnings=0", "docker-compose.yml"));
    assertThat(lint.exitCode()).as(lint.output()).isZero();
  }

  @Test
  void prometheusCanReadItsConfiguration() {
    assumeTrue(
        Program.exists("promtool"), "promtool is not installed: prometheus.yml is not checked");
    Program check =
        Program.run(
            ROOT,
            Map.of(),
            List.of("promtool", "check", "config", "docker/prometheus/prometheus.yml"));
    assertThat(check.exitCode()).as(check.output()).isZero();
  }

  @Test
  void alarmsAreRaisedWhenAnObjectiveIsMissedAndNotOtherwise() {
    assumeTrue(Program.exists("promtool"), "promtool is not installed: rules.yml is not tested");
    Program test =
        Program.run(
            ROOT,
            Map.of(),
            List.of("promtool", "test", "rules", "docker/prometheus/rules-test.yml"));
    assertThat(test.exitCode()).as(test.output()).isZero();
  }

  @Test
  void imagesArePinned() {
    for (String service : compose.services()) {
      String image = compose.image(service);
      if (image != null) {
        assertThat(image).as(service).matches(".+:v?[0-9]+\\.[0-9]+\\.[0-9]+.*");
      }
    }
  }

  @Test
  void imagesHaveTheVersionsThatTheCodeIsBuiltAndTestedWith() throws IOException {
    assertThat(compose.image("kafka")).isEqualTo("apache/kafka:" + pomProperty("kafka.version"));
    assertThat(Files.readString(ROOT.resolve("docker/Dockerfile")))
        .contains("FROM flink:" + pomProperty("flink.version") + "-java21 AS flink");
  }

  @Test
  void everythingThatStaysUpSaysHowItIsKnownToBeWell() {
    // The eraser listens nowhere; receipts show whether it works. kafka-exporter's image holds
    // nothing that could ask; Prometheus shows whether it answers.
    assertThat(compose.services())
        .filteredOn(service -> !compose.hasHealthCheck(service))
        .containsExactlyInAnyOrder("topics", "jobs", "eraser", "trainer", "kafka-exporter");
  }

  @Test
  void everyJobHasASlot() {
    String settings = compose.environment("taskmanager").get("FLINK_PROPERTIES");
    String slots =
        settings
            .lines()
            .filter(line -> line.startsWith("taskmanager.numberOfTaskSlots: "))
            .findFirst()
            .orElseThrow();
    assertThat(Integer.parseInt(slots.substring(slots.indexOf(' ') + 1)))
        .isGreaterThanOrEqualTo(LimpetJobs.all().size());
  }

  @Test
  void nothingStartsBeforeWhatItNeeds() {
    assertThat(compose.dependencies("topics")).containsEntry("kafka", "service_healthy");
    assertThat(compose.dependencies("search-service"))
        .containsEntry("topics", "service_completed_successfully");
    assertThat(compose.dependencies("eraser"))
        .containsEntry("topics", "service_completed_successfully");
    assertThat(compose.dependencies("jobs"))
        .containsEntry("topics", "service_completed_successfully")
        .containsEntry("taskmanager", "service_healthy");
    assertThat(compose.dependencies("taskmanager")).containsEntry("jobmanager", "service_healthy");
    assertThat(compose.hasProfile("trainer")).isTrue();
  }

  @Test
  void mountedFilesAreInTheRepository() {
    for (String service : compose.services()) {
      for (String volume : compose.volumes(service)) {
        if (volume.startsWith("./")) {
          assertThat(ROOT.resolve(volume.substring(0, volume.indexOf(':')))).isDirectory();
        }
      }
    }
  }

  @Test
  void prometheusAsksServicesThatThereAre() throws IOException {
    String config = Files.readString(ROOT.resolve("docker/prometheus/prometheus.yml"));
    Matcher targets = Pattern.compile("\"([a-z-]+):[0-9]+\"").matcher(config);
    assertThat(targets.results().map(m -> m.group(1)).filter(t -> !t.equals("localhost")))
        .isSubsetOf(compose.services())
        .contains("search-service", "jobmanager", "taskmanager", "kafka-exporter");
  }

  private static String pomProperty(String name) throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    Matcher value = Pattern.compile("<" + name + ">([^<]+)<").matcher(pom);
    assertThat(value.find()).as(name).isTrue();
    return value.group(1);
  }
}
