package io.limpet.search.ingest;

import io.limpet.core.codec.CodecException;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.Rejection;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes forecasts into {@code limpet.forecasts}, from where every replica reads. Thread-safe. */
public final class ForecastIngest {
  private final KafkaWriter writer;

  public ForecastIngest(KafkaWriter writer) {
    this.writer = writer;
  }

  /** Writes the forecasts of a body that has one on every line; a bad one spoils only itself. */
  public CompletableFuture<Ingested> putLines(byte[] body) {
    List<Refusal> refused = new ArrayList<>();
    List<CompletableFuture<RecordMetadata>> writes = new ArrayList<>();
    Lines.of(body)
        .forEachWhile(
            (index, line) -> {
              try {
                Forecast forecast = Topics.FORECASTS.codec().decode(line);
                writes.add(writer.write(Topics.FORECASTS, forecast.topicKey(), forecast));
              } catch (CodecException e) {
                refused.add(
                    Refusal.of(
                        index,
                        new Rejection(
                            RejectReason.MALFORMED_JSON,
                            "",
                            firstLine(String.valueOf(e.getMessage())))));
              }
              return refused.size() < EventBatch.REFUSALS;
            });
    return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new))
        .thenApply(all -> new Ingested(writes.size(), refused));
  }

  /** Jackson says where in its further lines. */
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not a forecast");
  }
}
