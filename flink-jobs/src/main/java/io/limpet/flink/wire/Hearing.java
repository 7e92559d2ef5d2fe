package io.limpet.flink.wire;

/** A function that is told, in every instance, of what concerns all keys. */
public interface Hearing {
  /** Takes in a record that is about no key of its own. */
  void hear(TopicRecord record) throws Exception;
}
