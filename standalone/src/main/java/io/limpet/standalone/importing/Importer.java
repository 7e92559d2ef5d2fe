package io.limpet.standalone.importing;

import io.limpet.core.event.Event;
import io.limpet.lake.files.EventBatches;
import io.limpet.lake.files.ItemFile;
import io.limpet.standalone.Progress;
import io.limpet.standalone.client.ServiceClient;
import java.nio.file.Path;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Sends what was validated to a service: items first, so that events find their item. */
public final class Importer {
  private final Sender sender;
  private final @Nullable Path ledgers;
  private final Progress progress;

  /**
   * @param ledgers folder that remembers what was imported; null when there is none, and a repeat
   *     is known by its event ids only
   */
  public Importer(ServiceClient service, @Nullable Path ledgers, Progress progress) {
    this.sender = new Sender(service);
    this.ledgers = ledgers;
    this.progress = progress;
  }

  /**
   * Sends the files.
   *
   * @return how many events were sent now; those of an earlier, or interrupted, import of the same
   *     file are not sent again
   */
  public long send(ImportFiles files, ImportFiles.Counts counts) {
    if (files.items() != null) {
      try (ItemFile items = ItemFile.open(files.items())) {
        sender.items(items, sent -> progress.at("items", sent, counts.items()));
      }
    }
    if (files.interactions() == null) {
      return 0;
    }
    try (EventBatches batches = EventBatches.open(files.interactions())) {
      Ledger ledger = ledgers == null ? null : new Ledger(ledgers, batches.fingerprint());
      return events(batches, counts.events(), ledger);
    }
  }

  /** Sends events that the ledger does not have yet. */
  public long events(Iterator<Event> events, long total, @Nullable Ledger ledger) {
    long before = ledger == null ? 0 : ledger.events();
    if (ledger != null && ledger.isDone()) {
      return 0;
    }
    for (long skipped = 0; skipped < before && events.hasNext(); skipped++) {
      events.next();
    }
    sender.events(
        events,
        sent -> {
          if (ledger != null) {
            ledger.record(before + sent);
          }
          progress.at("events", before + sent, total);
        });
    if (ledger != null) {
      ledger.done(total);
    }
    return total - before;
  }
}
