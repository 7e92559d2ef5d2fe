/** SolrCloud to test and measure against. */
@org.jspecify.annotations.NullMarked
package io.limpet.solr;
