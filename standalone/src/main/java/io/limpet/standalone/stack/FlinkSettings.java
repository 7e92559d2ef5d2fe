package io.limpet.standalone.stack;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/** How Flink is set inside a stack: one small task manager, the dashboard to look, not to touch. */
final class FlinkSettings {
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(160);
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(32);

  private FlinkSettings() {}

  static Configuration cluster(Path temporary, int restPort) {
    var settings = new Configuration();
    settings.set(RestOptions.ADDRESS, StackSettings.HOST);
    settings.set(RestOptions.BIND_ADDRESS, StackSettings.HOST);
    settings.set(RestOptions.PORT, restPort);
    settings.set(RestOptions.BIND_PORT, String.valueOf(restPort));
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    settings.set(WebOptions.CANCEL_ENABLE, false);
    settings.set(WebOptions.RESCALE_ENABLE, false);
    settings.set(WebOptions.TMP_DIR, temporary.toString());
    settings.set(CoreOptions.TMP_DIRS, temporary.toString());
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    return settings;
  }
}
