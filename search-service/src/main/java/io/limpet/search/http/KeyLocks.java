package io.limpet.search.http;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one request at a time change what has a key; others of other keys mostly go on. */
final class KeyLocks {
  private final ReentrantLock[] locks = new ReentrantLock[64];

  KeyLocks() {
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  <T> T with(String key, Supplier<T> work) {
    ReentrantLock lock = locks[Math.floorMod(key.hashCode(), locks.length)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
