package io.limpet.core.setting;

/** What a setting is for. */
public enum Part {
  /** The whole of Limpet in one process: {@code limpet up} and {@code limpet demo}. */
  STACK("stack"),
  /** The search-service as a process of its own. */
  SERVICE("service"),
  /** A streaming job on a cluster. */
  JOBS("jobs"),
  /** The program that creates the topics. */
  TOPICS("topics"),
  /** The script {@code limpet}; in the environment only. */
  LAUNCHER("launcher"),
  /** {@code docker-compose.yml} and its scripts; in the environment only. */
  COMPOSE("compose");

  private final String label;

  Part(String label) {
    this.label = label;
  }

  /** As users read and write it. */
  public String label() {
    return label;
  }

  /** Whether a file may set it: what runs before a file is read cannot be set by one. */
  boolean readsFiles() {
    return this != LAUNCHER && this != COMPOSE;
  }
}
