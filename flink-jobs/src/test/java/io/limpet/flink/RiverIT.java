package io.limpet.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.flink.clean.CleanJob;
import io.limpet.flink.users.UserVectorsJob;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RiverIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @RegisterExtension static final RunningFlink FLINK = new RunningFlink();

  @Test
  void carriesAnEventFromKafkaToAUserVector() throws Exception {
    JobSettings settings =
        FLINK.settings("river", Map.of("bootstrap-servers", BROKER.bootstrapServers()));
    FLINK.start(CleanJob.JOB, settings);
    FLINK.start(UserVectorsJob.JOB, settings);
    BROKER.send(Topics.EVENTS, "ann", "{}".getBytes(StandardCharsets.UTF_8));
    BROKER.send(
        Topics.EVENTS,
        "ann",
        "{\"event\":\"view_item\",\"user_id\":\"ann\",\"item_id\":\"mug\"}"
            .getBytes(StandardCharsets.UTF_8));
    assertThat(BROKER.read(Topics.EVENTS_REJECTED, 1)).hasSize(1);
    assertThat(BROKER.read(Topics.EVENTS_CLEAN, 1)).hasSize(1);
    assertThat(BROKER.read(Topics.USER_VECTORS, 1)).hasSize(1);
  }
}
