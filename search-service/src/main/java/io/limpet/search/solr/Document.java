package io.limpet.search.solr;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An item in the cluster.
 *
 * @param later whether it came after the generation was trained
 */
record Document(String id, boolean later, float[] vector) {
  /** Documents as Solr takes them. */
  static byte[] json(List<Document> documents) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = SolrHttp.JSON.createGenerator(bytes)) {
      json.writeStartArray();
      for (Document document : documents) {
        json.writeStartObject();
        json.writeStringField("id", document.id());
        json.writeBooleanField("later", document.later());
        json.writeArrayFieldStart("vector");
        for (float x : document.vector()) {
          json.writeNumber(x);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("documents in memory", e);
    }
    return bytes.toByteArray();
  }
}
