package io.limpet.search.solr;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.search.solr.SolrCloud.Shard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one replica of every shard of a collection at the same time, each for its own documents
 * only. Through a coordinating node there would be one more hop, and twice the time. Where a
 * replica does not answer, another of its shard is asked, and the cluster who is left. Thread-safe.
 */
final class ShardSearch {
  private static final Logger LOG = LoggerFactory.getLogger(ShardSearch.class);

  /** The pipeline has deadlines of its own, much shorter; this is so that no thread hangs. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Who is there is asked again so often, and sooner once somebody did not answer. */
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_AFTER_FAILURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SolrHttp http;
  private final SolrCloud cloud;
  private final String collection;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile View view;

  /** The shards as the cluster knew them at a time, and which cores were silent since. */
  private record View(List<Shard> shards, Set<String> silent, long atNanos) {
    boolean isOld() {
      long age = System.nanoTime() - atNanos;
      return age > LOOK_NANOS || (!silent.isEmpty() && age > LOOK_AFTER_FAILURE_NANOS);
    }
  }

  /**
   * @throws UncheckedIOException when the cluster does not answer
   */
  ShardSearch(SolrHttp http, SolrCloud cloud, String collection) {
    this.http = http;
    this.cloud = cloud;
    this.collection = collection;
    this.view = look();
  }

  /** How many shards there are. */
  int shards() {
    return view.shards().size();
  }

  /**
   * The documents that each shard answers with, one shard after the other.
   *
   * @param body a request of Solr's JSON query language
   * @throws UncheckedIOException when a shard has no replica that answers
   */
  List<JsonNode> search(byte[] body) {
    if (view.isOld() && looking.compareAndSet(false, true)) {
      Thread.startVirtualThread(this::lookAgain);
    }
    try {
      return search(view, body);
    } catch (CompletionException e) {
      // Perhaps all were lost that this view knows of; the cluster may have more by now.
      LOG.debug("searching {}", collection, e);
    }
    try {
      view = look();
      return search(view, body);
    } catch (CompletionException e) {
      Throwable cause = e.getCause();
      throw new UncheckedIOException(
          "searching %s: %s".formatted(collection, cause == null ? e : cause.getMessage()),
          cause instanceof IOException io ? io : new IOException(e));
    }
  }

  private List<JsonNode> search(View now, byte[] body) {
    int first = turn.getAndIncrement() & Integer.MAX_VALUE;
    List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
    for (Shard shard : now.shards()) {
      answers.add(ask(now, shard, body, inOrder(now, shard, first), 0));
    }
    List<JsonNode> documents = new ArrayList<>();
    for (CompletableFuture<JsonNode> answer : answers) {
      answer.join().path("response").path("docs").forEach(documents::add);
    }
    return documents;
  }

  /** Replicas take turns; those that were silent come last. */
  private static List<String> inOrder(View now, Shard shard, int first) {
    List<String> cores = new ArrayList<>();
    int count = shard.cores().size();
    for (int i = 0; i < count; i++) {
      cores.add(shard.cores().get((first + i) % count));
    }
    cores.sort(Comparator.comparing(now.silent()::contains));
    return cores;
  }

  private CompletableFuture<JsonNode> ask(
      View now, Shard shard, byte[] body, List<String> cores, int next) {
    if (next == cores.size()) {
      return CompletableFuture.failedFuture(
          new IOException(
              "%s of %s has no replica that answers".formatted(shard.name(), collection)));
    }
    String core = cores.get(next);
    return http.begin(
            SolrHttp.request(core + "/select?distrib=false", body, "application/json", PATIENCE))
        .exceptionallyCompose(
            failure -> {
              if (now.silent().add(core)) {
                LOG.warn("{} does not answer: {}", core, SolrHttp.reason(failure));
              }
              return ask(now, shard, body, cores, next + 1);
            });
  }

  private View look() {
    return new View(cloud.shards(collection), ConcurrentHashMap.newKeySet(), System.nanoTime());
  }

  private void lookAgain() {
    try {
      view = look();
    } catch (UncheckedIOException e) {
      LOG.warn("who has {} is not known: {}", collection, e.getMessage());
    } finally {
      looking.set(false);
    }
  }
}
