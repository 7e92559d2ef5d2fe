package io.limpet.search.ingest;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time change what has a key; others of other keys mostly go on. */
public final class KeyLocks {
  private final ReentrantLock[] locks = new ReentrantLock[64];

  public KeyLocks() {
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /** Does it once nobody else changes what has the key. */
  public <T> T with(String key, Supplier<T> work) {
    ReentrantLock lock = of(key);
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The same of work that gives nothing. */
  public void run(String key, Runnable work) {
    ReentrantLock lock = of(key);
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  /** Does it if nobody changes what has the key at this moment, else does nothing. */
  public void runIfFree(String key, Runnable work) {
    ReentrantLock lock = of(key);
    if (lock.tryLock()) {
      try {
        work.run();
      } finally {
        lock.unlock();
      }
    }
  }

  private ReentrantLock of(String key) {
    return locks[Math.floorMod(key.hashCode(), locks.length)];
  }
}
