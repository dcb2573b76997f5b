package io.mediarouter.vertx.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that takes all the memory there is, in pieces of so many bytes, and goes on as event
 * loops do.
 */
final class Hog {
  private Hog() {}

  public static void main(String[] args) throws InterruptedException {
    int piece = Integer.parseInt(args[0]);
    ProcessEnd.ofThisProcess();
    MemoryEnd.watch();
    List<byte[]> held = new ArrayList<>();
    while (true) {
      try {
        held.add(new byte[piece]);
      } catch (OutOfMemoryError full) {
        Thread.sleep(5);
      }
    }
  }
}
