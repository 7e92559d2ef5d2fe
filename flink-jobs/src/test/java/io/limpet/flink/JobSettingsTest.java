package io.limpet.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.hygiene.Hygiene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSettingsTest {
  @Test
  void hasAStandardValueForEverything() {
    JobSettings settings = parse();
    assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.dedupHorizon()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.hygiene()).isEqualTo(Hygiene.STANDARD);
    assertThat(settings.configuration("clean").toMap())
        .containsEntry("state.backend.type", "rocksdb")
        .containsEntry("pipeline.generic-types", "false")
        .doesNotContainKey(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key());
  }

  @Test
  void takesArgumentsOverVariablesOverStandards() {
    Map<String, String> environment =
        Map.of("LIMPET_PARALLELISM", "3", "LIMPET_REGISTRY", "/var/models", "OTHER", "x");
    JobSettings settings =
        JobSettings.parse(new String[] {"--parallelism=4", "--lake", "/var/lake"}, environment);
    assertThat(settings.parallelism()).isEqualTo(4);
    assertThat(settings.registry()).isEqualTo(Path.of("/var/models"));
    assertThat(settings.lake()).isEqualTo("/var/lake");
  }

  @ParameterizedTest
  @CsvSource({
    "--parallelism, 0",
    "--parallelism, many",
    "--checkpoint-interval, 1ms",
    "--checkpoint-interval, soon",
    "--archive-interval, 2d",
    "--buffer-timeout, 2s",
    "--state-backend, tape",
    "--dedup-horizon, 1s",
    "--clock-skew, 2h",
    "--labels-interval, 1ms",
    "--max-lateness, -1s",
    "--attribution-window, 0ms",
    "--purchase-window, 23h",
    "--idle-after, 0ms",
    "--bootstrap-servers, ''",
    "--dedup-ids, 0",
    "--dedup-ids, 1.5",
    "--crawlers, b",
    "--crawlers, -nobody-knows-it",
    "--bot-views-minute, -1",
    "--bot-gap-variation, 2",
    "--purchase-value, lots",
    "--purchase-factor, 1",
    "--engagement-zone, Middle/Earth",
  })
  void refusesAWrongValueByItsNameAndSaysWhatToGive(String name, String value) {
    assertThatThrownBy(() -> parse(name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("\"" + value + "\"")
        .hasMessageContaining("give ");
  }

  @Test
  void refusesANameThatIsNoSettingAndNamesTheNearestThatIs() {
    assertThatThrownBy(() -> parse("--paralelism", "2"))
        .hasMessageContaining("of a job, --paralelism is not a setting")
        .hasMessageContaining("--parallelism");
    assertThatThrownBy(() -> parse("--http-port", "80"))
        .as("a setting of something else")
        .hasMessageContaining("of a job, --http-port is not a setting");
    assertThatThrownBy(() -> JobSettings.parse(new String[0], Map.of("LIMPET_SESION_GAP", "10min")))
        .hasMessageContaining("LIMPET_SESION_GAP is not a setting")
        .hasMessageContaining("LIMPET_SESSION_GAP");
    assertThatThrownBy(() -> parse("--lake")).hasMessageContaining("--lake has no value");
  }

  @Test
  void takesAFileThatAnArgumentOrAVariableNames(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shop.properties");
    Files.writeString(file, "session-gap = 45min\nparallelism = 3\nhttp-port = 80\n");
    JobSettings settings = parse("--config", file.toString(), "--parallelism", "4");
    assertThat(settings.sessionGap()).isEqualTo(Duration.ofMinutes(45));
    assertThat(settings.parallelism()).isEqualTo(4);
    assertThat(
            JobSettings.parse(
                    new String[0],
                    Map.of("LIMPET_CONFIG", file.toString(), "LIMPET_SESSION_GAP", "1h"))
                .sessionGap())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void givesEachJobItsOwnFolderOfCheckpoints() {
    assertThat(parse("--checkpoints", "s3://bucket/limpet").checkpointsOf("clean"))
        .isEqualTo("s3://bucket/limpet/clean");
    assertThat(parse("--checkpoints", "/var/flink/").checkpointsOf("clean"))
        .isEqualTo("file:///var/flink/clean");
  }

  @Test
  void endsTheFilesOfTheLakeAtTheirOwnInterval() {
    JobSettings settings = parse("--archive-interval", "5min", "--labels-interval", "1h");
    assertThat(settings.configuration("labels").get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofHours(1));
    assertThat(settings.configuration("archive").get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.configuration("clean").get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({"clean,true", "item-signals,true", "user-vectors,false"})
  void keepsFiltersInPartsWhereFilesHaveManyKeys(String job, boolean parts) {
    assertThat(parse().configuration(job).get(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS))
        .isEqualTo(parts);
  }

  private static JobSettings parse(String... arguments) {
    return JobSettings.parse(arguments, Map.of());
  }
}
