package io.limpet.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.setting.Part;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.flink.JobSettings;
import io.limpet.search.text.TextSettings;
import io.limpet.standalone.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a shop says in the environment of a stack reaches its jobs. */
class StackJobSettingsTest {
  @TempDir private Path folder;
  private DataFolder data;

  @BeforeEach
  void open() {
    data = DataFolder.open(folder.resolve("data"));
  }

  @AfterEach
  void close() throws Exception {
    data.close();
  }

  @ParameterizedTest
  @MethodSource
  void takesFromTheEnvironment(
      String variable, String value, Function<JobSettings, Object> read, Object expected) {
    assertThat(read.apply(settings(Map.of()))).isNotEqualTo(expected);
    assertThat(read.apply(settings(Map.of(variable, value)))).isEqualTo(expected);
  }

  static Stream<Arguments> takesFromTheEnvironment() {
    return Stream.of(
        taken("LIMPET_DEDUP_HORIZON", "48h", JobSettings::dedupHorizon, Duration.ofHours(48)),
        taken("LIMPET_DEDUP_IDS", "500", JobSettings::dedupIds, 500),
        taken("LIMPET_SESSION_GAP", "45min", JobSettings::sessionGap, Duration.ofMinutes(45)),
        taken("LIMPET_BOT_VIEWS_MINUTE", "7", s -> s.hygiene().bots().perMinute(), 7),
        taken("LIMPET_BOT_VIEWS_HOUR", "8", s -> s.hygiene().bots().perHour(), 8),
        taken("LIMPET_BOT_VIEWS_DAY", "9", s -> s.hygiene().bots().perDay(), 9),
        taken("LIMPET_BOT_GAP_VARIATION", "0.5", s -> s.hygiene().bots().variation(), 0.5),
        taken(
            "LIMPET_CRAWLERS",
            "shopcheck",
            s -> s.hygiene().bots().crawlers().tokenIn("Shopcheck/2"),
            "shopcheck"),
        taken("LIMPET_PURCHASE_PIECES", "12", s -> s.hygiene().purchases().pieces(), 12),
        taken("LIMPET_PURCHASE_VALUE", "999", s -> s.hygiene().purchases().value(), 999.0),
        taken("LIMPET_PURCHASE_FACTOR", "3", s -> s.hygiene().purchases().factor(), 3.0),
        taken("LIMPET_CLOCK_SKEW", "5min", JobSettings::clockSkew, Duration.ofMinutes(5)),
        taken("LIMPET_PARALLELISM", "2", JobSettings::parallelism, 2));
  }

  private static Arguments taken(
      String variable, String value, Function<JobSettings, Object> read, Object expected) {
    return Arguments.of(variable, value, read, expected);
  }

  @Test
  void saysItselfWhereThingsAre() {
    JobSettings settings =
        settings(
            Map.of(
                "LIMPET_BOOTSTRAP_SERVERS", "elsewhere:9092",
                "LIMPET_REGISTRY", "/elsewhere",
                "LIMPET_LAKE", "/elsewhere",
                "LIMPET_CHECKPOINTS", "/elsewhere"));
    assertThat(settings.bootstrapServers()).isEqualTo("here:1");
    assertThat(settings.registry()).isEqualTo(data.models());
    assertThat(settings.lake()).isEqualTo(data.lake().toUri().toString());
    assertThat(settings.checkpointsOf("clean")).contains(data.checkpoints().toString());
  }

  @Test
  void everySettingOfAJobButThosePlacesIsOneOfAStack() {
    assertThat(Setting.of(Part.JOBS))
        .filteredOn(setting -> !setting.parts().contains(Part.STACK))
        .containsExactlyInAnyOrder(
            Setting.BOOTSTRAP_SERVERS, Setting.REGISTRY, Setting.LAKE, Setting.CHECKPOINTS);
  }

  @Test
  void refusesWhatCannotBeTogetherBeforeAnythingIsWritten() {
    Settings wrong = Settings.of(Map.of("LIMPET_DEDUP_HORIZON", "1min"), null);
    Path untouched = folder.resolve("untouched");
    var settings =
        new StackSettings(
            untouched, StackSettings.HOST, 0, 0, 0, TextSettings.DEFAULT, null, wrong);
    assertThatThrownBy(() -> Stack.start(settings))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("dedup-horizon (LIMPET_DEDUP_HORIZON) is \"1min\"")
        .hasMessageContaining("session-gap is 30min");
    assertThat(untouched).doesNotExist();
  }

  private JobSettings settings(Map<String, String> environment) {
    return Stack.jobSettings(Settings.of(environment, null), data, "here:1");
  }
}
