package io.limpet.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.limpet.core.generation.Registry;
import io.limpet.retail.OnlineRetail;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import io.limpet.standalone.client.Releases;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.importing.CatalogueExport;
import io.limpet.standalone.importing.Importer;
import io.limpet.standalone.importing.Ledger;
import io.limpet.standalone.importing.Sender;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * Brings a running stack to where it recommends: the built-in shop imported, a generation trained
 * and released. Each step first looks whether it was done, so that a demo that was interrupted, or
 * is started again, does only what is missing.
 */
public final class Demo {
  private static final String SHOP = "built-in-shop";
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final Stack stack;
  private final ServiceClient service;
  private final Training training;
  private final Progress progress;
  private final LocalDate lastDay;

  /** With a year of orders that ends yesterday. */
  public Demo(Stack stack, Training training, Progress progress) {
    this(stack, training, progress, LocalDate.now(ZoneOffset.UTC).minusDays(1));
  }

  /**
   * @param lastDay of the year of orders, UTC; not after now
   */
  public Demo(Stack stack, Training training, Progress progress, LocalDate lastDay) {
    this.lastDay = lastDay;
    this.stack = stack;
    this.service = new ServiceClient(stack.http());
    this.training = training;
    this.progress = progress;
  }

  /**
   * Does what is missing.
   *
   * @return a user who has been given a personalised answer
   */
  public String run() {
    importShop();
    release();
    return awaitPersonalised();
  }

  private void importShop() {
    var ledger = new Ledger(DataFolder.imports(stack.data().root()), SHOP);
    if (ledger.isDone()) {
      return;
    }
    if (ledger.note().isEmpty()) {
      // Kept, so that an import that goes on tomorrow sends the same events.
      ledger.start(lastDay.toString());
    }
    progress.say("Importing the built-in shop: a year of orders ...");
    OnlineRetail shop = OnlineRetail.load(LocalDate.parse(ledger.note()));
    int items = shop.items().size();
    new Sender(service).items(shop.items().iterator(), sent -> progress.at("items", sent, items));
    new Importer(service, null, progress)
        .events(shop.events().iterator(), shop.events().size(), ledger);
  }

  private void train() {
    progress.say("Waiting until all of it is in the lake ...");
    stack.settle(PATIENCE);
    Path items = stack.data().root().resolve("catalogue.jsonl.gz");
    CatalogueExport.write(stack.bootstrapServers(), items);
    progress.say("Training a generation, in a process of its own ...");
    training.train(stack.data().lake(), items, stack.data().models());
  }

  /** Releases a generation if none is: the newest there is that can be served, else a new one. */
  private void release() {
    if (!current().isEmpty() || releaseNewest()) {
      return;
    }
    train();
    if (!releaseNewest()) {
      throw new FailedException("the generation that was just trained cannot be served");
    }
  }

  private boolean releaseNewest() {
    for (String generation : new Registry(stack.data().models()).list().reversed()) {
      var answer = new Releases(service).release(generation);
      if (answer.isSuccess()) {
        progress.say("Released generation " + generation);
        return true;
      }
      progress.say("Generation " + generation + " cannot be served: " + answer.detail());
    }
    return false;
  }

  private String current() {
    return service.get("/v1/models").body().path("current").asText("");
  }

  private String awaitPersonalised() {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(deadline)) {
      String user =
          service.get("/v1/users?limit=1").body().path("users").path(0).path("user_id").asText("");
      if (!user.isEmpty()) {
        JsonNode answer =
            service
                .post(
                    "/v1/recommendations",
                    JsonNodeFactory.instance.objectNode().put("user_id", user).put("limit", 10))
                .body();
        if (answer.path("personalised").asBoolean()
            && answer.path("generation").asText("").equals(current())) {
          return user;
        }
      }
      pause();
    }
    throw new FailedException(
        "no personalised answer after " + PATIENCE.toSeconds() + " s; the log has more");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while waiting for an answer", e);
    }
  }
}
