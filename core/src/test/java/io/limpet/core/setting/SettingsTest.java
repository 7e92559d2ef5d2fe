package io.limpet.core.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Setting.class)
  void standardValueIsAValue(Setting setting) {
    assertThat(setting.kind().accepts().test(setting.standard())).isTrue();
    assertThat(Setting.named(setting.key())).contains(setting);
  }

  @Test
  void takesWhatIsSaidNearerOverEnvironmentOverFileOverDefault() throws IOException {
    Path file = file("session-gap = 45min", "parallelism = 3", "dedup-ids: 20", "# dedup-ids = 30");
    var environment =
        Map.of("LIMPET_CONFIG", file.toString(), "LIMPET_PARALLELISM", " 4 ", "PATH", "/bin");
    Settings settings = Settings.of(environment).with(Setting.DEDUP_IDS, "50", "argument");

    assertThat(settings.whole(Setting.DEDUP_IDS)).isEqualTo(50);
    assertThat(settings.origin(Setting.DEDUP_IDS)).isEqualTo("argument");
    assertThat(settings.whole(Setting.PARALLELISM)).isEqualTo(4);
    assertThat(settings.origin(Setting.PARALLELISM)).isEqualTo("environment");
    assertThat(settings.duration(Setting.SESSION_GAP)).isEqualTo(Duration.ofMinutes(45));
    assertThat(settings.origin(Setting.SESSION_GAP)).isEqualTo(file.toString());
    assertThat(settings.text(Setting.STATE_BACKEND)).isEqualTo("rocksdb");
    assertThat(settings.origin(Setting.STATE_BACKEND)).isEqualTo("default");
  }

  @Test
  void takesWhatIsBlankAsNotGiven() throws IOException {
    Path file = file("session-gap = 45min", "parallelism =");
    var environment = Map.of("LIMPET_CONFIG", file.toString(), "LIMPET_SESSION_GAP", " ");
    Settings settings = Settings.of(environment);
    assertThat(settings.text(Setting.SESSION_GAP)).isEqualTo("45min");
    assertThat(settings.origin(Setting.PARALLELISM)).isEqualTo("default");
  }

  @Test
  void takesPropertiesOfItsPart() {
    var properties = new Properties();
    properties.setProperty("limpet.solr.shards", "4");
    properties.setProperty("limpet.parallelism", "4");
    Settings settings =
        Settings.of(Map.of("LIMPET_SOLR_SHARDS", "3"), null).with(properties, Part.SERVICE);
    assertThat(settings.whole(Setting.SOLR_SHARDS)).isEqualTo(4);
    assertThat(settings.origin(Setting.PARALLELISM)).isEqualTo("default");
  }

  @Test
  void namesAWrongKeyWithTheNearestRightOne() throws IOException {
    Path file = file("sesion-gap = 45min");
    assertThatThrownBy(() -> Settings.of(Map.of(), ConfigFile.read(file)))
        .hasMessageContaining(file + ": sesion-gap is not a setting")
        .hasMessageContaining("session-gap");
    assertThatThrownBy(() -> Settings.of(Map.of("LIMPET_HTP_PORT", "80"), null))
        .hasMessageContaining("LIMPET_HTP_PORT is not a setting")
        .hasMessageContaining("LIMPET_HTTP_PORT");
    assertThatThrownBy(() -> Settings.of(Map.of("LIMPET_WEATHER", "fair"), null))
        .hasMessage("LIMPET_WEATHER is not a setting; docs/configuration.md lists all");
  }

  @ParameterizedTest
  @CsvSource({
    "LIMPET_SESSION_GAP, soon, duration from 1ms to 365d",
    "LIMPET_HTTP_PORT, 70000, whole number from 0 to 65535",
    "LIMPET_BOT_GAP_VARIATION, 1.1, number from 0 to 1",
    "LIMPET_STATE_BACKEND, tape, 'one of rocksdb, hashmap'",
    "LIMPET_RETRAIN_HEAP, lots, size of a number and m or g",
    "LIMPET_RETRAIN_PREDICTIONS, perhaps, 'one of on, off'",
  })
  void namesAWrongValueWithItsRange(String variable, String value, String range) {
    assertThatThrownBy(() -> Settings.of(Map.of(variable, value), null))
        .hasMessageContaining(variable)
        .hasMessageContaining("is \"" + value + "\", from environment")
        .hasMessageContaining("give " + range);
  }

  @Test
  void tellsNoSecret() {
    assertThatThrownBy(() -> Settings.of(Map.of("LIMPET_CURSOR_KEY", "hunter2"), null))
        .hasMessageContaining("cursor-key (LIMPET_CURSOR_KEY) has 7 characters")
        .hasMessageContaining("16 characters or more")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void refusesAFileThatCannotBeMeant() throws IOException {
    Path twice = file("session-gap = 45min", "session-gap = 50min");
    assertThatThrownBy(() -> ConfigFile.read(twice))
        .hasMessageContaining(twice + " says session-gap twice");

    Path launcher = file("java-home = /jdk");
    assertThatThrownBy(() -> Settings.of(Map.of(), ConfigFile.read(launcher)))
        .hasMessageContaining("only the environment can say")
        .hasMessageContaining("LIMPET_JAVA_HOME");

    Path latin = folder.resolve("latin");
    Files.write(latin, "synonyms = sch\u00f6n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigFile.read(latin)).hasMessageContaining("is not UTF-8");

    String missing = folder.resolve("missing").toString();
    assertThatThrownBy(() -> Settings.of(Map.of("LIMPET_CONFIG", missing)))
        .hasMessageContaining(missing);
  }

  @Test
  void passesOverWhatKubernetesSaysOfServices() {
    Settings.of(
        Map.of(
            "LIMPET_SEARCH_SERVICE_HOST", "10.0.0.1",
            "LIMPET_SEARCH_SERVICE_PORT_HTTP", "8080",
            "LIMPET_SEARCH_PORT", "tcp://10.0.0.1:8080",
            "LIMPET_SEARCH_PORT_8080_TCP_ADDR", "10.0.0.1"),
        null);
  }

  private Path file(String... lines) throws IOException {
    Path file = Files.createTempFile(folder, "shop", ".properties");
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
