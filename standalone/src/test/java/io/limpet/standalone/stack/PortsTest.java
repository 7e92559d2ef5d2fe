package io.limpet.standalone.stack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.broker.FreePorts;
import io.limpet.core.setting.Settings;
import io.limpet.search.text.TextSettings;
import io.limpet.standalone.RefusedException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final Path DATA = Path.of("never-made");

  @Test
  void namesThePortThatIsTakenAndTheOptionThatChangesIt() throws Exception {
    try (var taken = FreePorts.lease(0)) {
      assertThatThrownBy(() -> Ports.check(settings("127.0.0.1", 0, 0, taken.port())))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("port " + taken.port() + " is in use")
          .hasMessageContaining("--kafka-port");
    }
  }

  @Test
  void refusesOnePortForTwoThings() throws Exception {
    int port = FreePorts.find();

    assertThatThrownBy(() -> Ports.check(settings("127.0.0.1", port, port, 0)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("both --http-port and --flink-port");
  }

  @Test
  void refusesWhatIsNoPort() {
    assertThatThrownBy(() -> Ports.check(settings("127.0.0.1", 70_000, 0, 0)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--http-port 70000 is not a port");
  }

  @Test
  void refusesAnAddressThatThisMachineDoesNotHave() {
    assertThatThrownBy(() -> Ports.check(settings("192.0.2.1", 0, 0, 0)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("192.0.2.1");
  }

  private static StackSettings settings(String host, int http, int flink, int kafka) {
    return new StackSettings(
        DATA, host, http, flink, kafka, TextSettings.DEFAULT, null, Settings.of(Map.of(), null));
  }
}
