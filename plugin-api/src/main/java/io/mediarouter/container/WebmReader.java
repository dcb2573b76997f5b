package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reader of WebM: of its head, and of the head of each block. */
final class WebmReader extends UnitReader {
  private static final int VIDEO = 1;
  private static final int BLOCK_HEAD = 12;

  private static final double NANOS = 1e9;
  private static final long SCALE = 1_000_000;

  private static final double CUE_SECONDS = 0.4;
  private static final double SOUND_CUE_SECONDS = 2;

  private final Map<Long, WebmTrack> tracks = new HashMap<>();
  private final List<WebmCue> cues = new ArrayList<>();
  private final List<byte[]> tags = new ArrayList<>();
  private final DurationPlace place = new DurationPlace();
  private byte @Nullable [] head;
  private byte @Nullable [] trackHeads;
  private long scale = SCALE;
  private long clusterAt = -1;
  private long clusterContent;
  private long clusterEnd;
  private long clusterTime;
  private long firstCluster = -1;
  private long afterClusters = -1;
  private long groupEnd;
  private @Nullable WebmTrack inGroup;
  private boolean blocks;

  WebmReader() {
    super(2);
  }

  @Override
  void begin(byte firstOfAll) {
    if (firstOfAll != 0x1A) {
      throw new MalformedContainerException("not WebM");
    }
  }

  @Override
  void look(ByteBuffer unit) {
    int header = EbmlElement.headerLength(unit, 0, unit.limit());
    if (header == 0 || unit.limit() < header) {
      more(Math.max(header, unit.limit() + 1));
      return;
    }
    EbmlElement element = EbmlElement.at(unit, 0);
    if (start() == 0 && element.id() != EbmlElement.EBML) {
      throw new MalformedContainerException("not WebM");
    }
    switch (element.id()) {
      case EbmlElement.EBML,
          EbmlElement.INFO,
          EbmlElement.TRACKS,
          EbmlElement.TIMESTAMP,
          EbmlElement.BLOCK_DURATION ->
          whole(element);
      case EbmlElement.TAGS -> tags(element);
      case EbmlElement.SEGMENT -> {
        place.segment(element, start());
        done(0);
      }
      case EbmlElement.CLUSTER -> cluster(element);
      case EbmlElement.BLOCK_GROUP -> group(element);
      case EbmlElement.BLOCK, EbmlElement.SIMPLE_BLOCK -> block(element);
      case EbmlElement.REFERENCE -> reference(element);
      default -> other(element);
    }
  }

  private void pass(EbmlElement element) {
    if (element.size() < 0) {
      throw new MalformedContainerException("element without an end");
    }
    done(element.headerLength() + element.size() - element.in().limit());
  }

  private boolean isHere(EbmlElement element) {
    if (element.size() < 0) {
      throw new MalformedContainerException("element without an end");
    }
    long length = element.headerLength() + element.size();
    boolean here = element.in().limit() >= length;
    if (!here) {
      more(length);
    }
    return here;
  }

  private void whole(EbmlElement element) {
    if (!isHere(element)) {
      return;
    }
    switch (element.id()) {
      case EbmlElement.EBML -> head = element.bytes();
      case EbmlElement.INFO -> {
        place.info(element, start());
        scale = element.number(EbmlElement.TIMESTAMP_SCALE).orElse(SCALE);
      }
      case EbmlElement.TRACKS -> takeTracks(element);
      case EbmlElement.TIMESTAMP -> clusterTime = element.number();
      default -> {
        if (inGroup != null) {
          inGroup.lasts(element.number());
        }
      }
    }
    done(0);
  }

  private void tags(EbmlElement element) {
    if (firstCluster >= 0) {
      other(element);
    } else if (isHere(element)) {
      tags.add(element.bytes());
      done(0);
    }
  }

  private void takeTracks(EbmlElement element) {
    trackHeads = element.bytes();
    for (EbmlElement track : element.children()) {
      if (track.id() == EbmlElement.TRACK) {
        long usual = track.number(EbmlElement.DEFAULT_DURATION).orElse(0);
        boolean video = track.number(EbmlElement.TRACK_TYPE).orElse(0) == VIDEO;
        long number = track.number(EbmlElement.TRACK_NUMBER).orElse(0);
        tracks.put(number, new WebmTrack(video, usual / Math.max(1, scale)));
      }
    }
  }

  private void cluster(EbmlElement element) {
    if (afterClusters >= 0) {
      throw new MalformedContainerException("cluster after the end");
    }
    clusterAt = start();
    clusterContent = start() + element.headerLength();
    clusterEnd = element.size() < 0 ? 0 : clusterContent + element.size();
    firstCluster = firstCluster < 0 ? clusterAt : firstCluster;
    done(0);
  }

  private void group(EbmlElement element) {
    groupEnd = start() + element.headerLength() + element.size();
    inGroup = null;
    done(0);
  }

  private void block(EbmlElement element) {
    long head = element.headerLength() + Math.min(element.size(), BLOCK_HEAD);
    if (element.in().limit() < head) {
      more(head);
      return;
    }
    int at = element.content() + trackLength(element);
    long number = trackNumber(element);
    WebmTrack track = tracks.get(number);
    if (track == null) {
      throw new MalformedContainerException("block of no track");
    }
    long time = clusterTime + element.in().getShort(at);
    boolean inside = element.id() == EbmlElement.BLOCK;
    blocks = true;
    track.at(time);
    inGroup = inside ? track : null;
    boolean key = inside || (element.in().get(at + 2) & 0x80) != 0;
    if (key && isWorthACue(track, time)) {
      cues.add(new WebmCue(time, number, clusterAt, start(), clusterContent));
    }
    pass(element);
  }

  private static int trackLength(EbmlElement block) {
    return Integer.numberOfLeadingZeros(block.in().get(block.content()) & 0xff) - 23;
  }

  private static long trackNumber(EbmlElement block) {
    int length = trackLength(block);
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | block.in().get(block.content() + i) & 0xff;
    }
    return number & (1L << 7 * length) - 1;
  }

  private boolean isWorthACue(WebmTrack track, long time) {
    boolean pictures = tracks.values().stream().anyMatch(WebmTrack::isVideo);
    if (pictures && !track.isVideo()) {
      return false;
    }
    double since = cues.isEmpty() ? 1e9 : seconds(time - cues.get(cues.size() - 1).time());
    return since >= (pictures ? CUE_SECONDS : SOUND_CUE_SECONDS);
  }

  private double seconds(long time) {
    return time * (scale / NANOS);
  }

  /** A block that refers to others is no key frame. */
  private void reference(EbmlElement element) {
    WebmTrack track = inGroup;
    int last = cues.size() - 1;
    if (track != null && track.isVideo() && start() < groupEnd && last >= 0) {
      removeLastCue(last, track.time());
    }
    pass(element);
  }

  private void removeLastCue(int last, long time) {
    if (cues.get(last).time() == time) {
      cues.remove(last);
    }
  }

  private void other(EbmlElement element) {
    place.other(element, start());
    boolean ends =
        switch (element.id()) {
          case EbmlElement.CUES,
              EbmlElement.TAGS,
              EbmlElement.CHAPTERS,
              EbmlElement.ATTACHMENTS,
              EbmlElement.SEEK_HEAD ->
              true;
          default -> false;
        };
    if (ends && firstCluster >= 0 && afterClusters < 0) {
      afterClusters = start();
    }
    pass(element);
  }

  @Override
  public boolean hasSamples() {
    return blocks;
  }

  @Override
  public boolean hasPictures() {
    return tracks.values().stream().anyMatch(each -> each.isVideo() && each.hasBegun());
  }

  @Override
  public boolean isCut() {
    return super.isCut() || clusterEnd > fed();
  }

  @Override
  public double playSeconds() {
    return seconds(end());
  }

  private long end() {
    return tracks.values().stream().mapToLong(WebmTrack::end).max().orElse(0);
  }

  @Override
  public double frameSeconds() {
    return seconds(tracks.values().stream().mapToLong(WebmTrack::last).max().orElse(0));
  }

  @Override
  public byte[] announce(byte[] head, double seconds) {
    return isUnderstood() ? place.put(seconds * NANOS / scale, head) : head;
  }

  @Override
  public Optional<FinishedFile> finish() {
    byte[] info = place.info();
    boolean fits = isUnderstood() && !isCut() && firstCluster > 0 && blocks;
    if (!fits || head == null || info == null || trackHeads == null) {
      return Optional.empty();
    }
    long to = afterClusters < 0 ? fed() : afterClusters;
    var writer = new WebmWriter(head, info, trackHeads, tags, cues, firstCluster, to);
    return Optional.of(FinishedFile.of(writer.head(end()), firstCluster, to));
  }
}
