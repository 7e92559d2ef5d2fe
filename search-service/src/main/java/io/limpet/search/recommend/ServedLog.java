package io.limpet.search.recommend;

import io.limpet.core.experiment.Assignment;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.search.ingest.KafkaWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was shown to {@code limpet.served}, in a thread of its own. When Kafka does not keep
 * up, answers go on and the log has gaps, which are counted.
 */
public final class ServedLog implements SideEffect, AutoCloseable {
  private static final int WAITING_MOST = 10_000;

  private final ServedRecords records;
  private final KafkaWriter writer;
  private final Counter lost;
  private final ThreadPoolExecutor thread;

  public ServedLog(ServedRecords records, KafkaWriter writer, MeterRegistry metrics) {
    this.records = records;
    this.writer = writer;
    this.lost =
        Counter.builder("limpet_served_lost")
            .description("Answers that are not in the served log")
            .register(metrics);
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING_MOST),
            run -> {
              var made = new Thread(run, "limpet-served");
              made.setDaemon(true);
              return made;
            },
            (task, executor) -> lost.increment());
  }

  @Override
  public void after(Query query, PipelineResult result) {
    Supplier<Served> record = records.of(query, result);
    thread.execute(() -> write(record.get()));
  }

  /**
   * Notes that experiments decided an answer that is none of recommendations; none of its items is
   * in the record.
   */
  public void decided(
      String visitor,
      String surface,
      @Nullable String generation,
      long nowMillis,
      List<Assignment> assignments) {
    thread.execute(
        () ->
            write(
                new Served(
                    UUID.randomUUID().toString(),
                    visitor,
                    surface,
                    generation == null ? "" : generation,
                    nowMillis,
                    "",
                    0,
                    0,
                    List.of(),
                    assignments)));
  }

  private void write(Served served) {
    var unused =
        writer
            .write(Topics.SERVED, served.visitor(), served)
            .whenComplete(
                (written, failure) -> {
                  if (failure != null) {
                    lost.increment();
                  }
                });
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      thread.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
