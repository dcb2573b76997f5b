package io.mediarouter.container;

import io.mediarouter.media.Format;
import java.util.Optional;

/**
 * A reader of one media file whose bytes pass in pieces of any size, from its first to its last. It
 * keeps what the file's index has to tell, never the media itself. Bytes that are not of its
 * container it lets pass and says so; it throws nothing at malformed ones.
 *
 * <p>Not safe for use by several threads.
 */
public interface ContainerReader {
  /** A reader of files of {@code format}, at their beginning. */
  static ContainerReader of(Format format) {
    return Containers.reader(format);
  }

  /** Takes the next bytes, which are only read. */
  void feed(byte[] bytes);

  /** Whether all bytes so far were of its container and could be read; once false, it stays so. */
  boolean isUnderstood();

  /** Whether there was a sample of any track, or the head of one. */
  boolean hasSamples();

  /** Whether there was a sample of a track of pictures, where its container can have one. */
  default boolean hasPictures() {
    return true;
  }

  /** Whether the bytes so far end in the middle of something. */
  boolean isCut();

  /** How long it plays so far: where its longest track ends, seconds from its start. */
  double playSeconds();

  /** How long the longest of each track's last samples lasts, seconds; 0 where nobody tells. */
  double frameSeconds();

  /**
   * The head with how long the file is going to play, where its container has a place for that.
   *
   * @param head all bytes that were fed so far, which may be written into
   * @return these bytes, or others in their place; where their number is another one, another
   *     reader has to be fed with them
   */
  default byte[] announce(byte[] head, double seconds) {
    return head;
  }

  /**
   * How the complete file is finished, so that it tells its duration and can be played from any
   * point; empty where it stays as it is. Takes time that grows with the file.
   */
  Optional<FinishedFile> finish();
}
