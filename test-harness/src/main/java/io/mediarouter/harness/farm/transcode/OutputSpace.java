package io.mediarouter.harness.farm.transcode;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The room on disk for outputs that are made together and sent when all are whole. Thread-safe. */
final class OutputSpace {
  private final long mostBytes;
  private final Set<OutputFiles> open = ConcurrentHashMap.newKeySet();

  /** Room for so many bytes in all. */
  OutputSpace(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** New empty files, to be closed by the caller. */
  OutputFiles open(int count) throws IOException {
    OutputFiles files = new OutputFiles(count, open::remove);
    open.add(files);
    return files;
  }

  /** Whether more is in use than there is. */
  boolean isOverfull() {
    return open.stream().mapToLong(OutputFiles::bytes).sum() > mostBytes;
  }
}
