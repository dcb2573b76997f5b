package io.mediarouter.container;

import java.util.Optional;

/** The reader of what needs no reading, such as a still: any byte of it counts. */
final class UnreadContainer implements ContainerReader {
  @Override
  public void feed(byte[] bytes) {}

  @Override
  public boolean isUnderstood() {
    return false;
  }

  @Override
  public boolean hasSamples() {
    return false;
  }

  @Override
  public boolean isCut() {
    return false;
  }

  @Override
  public double playSeconds() {
    return 0;
  }

  @Override
  public double frameSeconds() {
    return 0;
  }

  @Override
  public Optional<FinishedFile> finish() {
    return Optional.empty();
  }
}
