package io.limpet.search.ingest;

import java.util.List;

/**
 * What became of an input.
 *
 * @param accepted rows that Kafka has acknowledged
 * @param rejected rows that were refused
 */
public record Ingested(int accepted, List<Refusal> rejected) {
  public Ingested {
    rejected = List.copyOf(rejected);
  }
}
