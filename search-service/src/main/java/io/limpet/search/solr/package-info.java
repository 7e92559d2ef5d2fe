/** The index of a catalogue beyond one machine: shards and replicas of a SolrCloud. */
@org.jspecify.annotations.NullMarked
package io.limpet.search.solr;
