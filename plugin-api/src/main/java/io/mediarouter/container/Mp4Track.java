package io.mediarouter.container;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One track of a fragmented MP4 file: what its head says of it, and the samples that came. */
final class Mp4Track {
  /** Beyond this an index would be too large to be of use: a day of the shortest usual samples. */
  private static final int MOST_SAMPLES = 8_000_000;

  private static final int TKHD_ID = 12;

  private final int id;
  private final boolean video;
  private final boolean plain;
  private final long timescale;
  private final Edit edit;
  private SampleDefaults defaults = SampleDefaults.NONE;

  private final IntSequence sizes = new IntSequence();
  private final IntSequence syncs = new IntSequence();
  private final Runs durations = new Runs();
  private final Runs offsets = new Runs();
  private final List<Chunk> chunks = new ArrayList<>();
  private long tableSamples;
  private long tableLast;
  private long firstTime = -1;
  private long nextTime;
  private long end;
  private long firstShown = Long.MAX_VALUE;
  private int fragmentSamples;
  private long fragmentTime;
  private boolean fragmentFromSync;

  /**
   * Samples that lie side by side.
   *
   * @param at where they begin in the file as it was made
   */
  record Chunk(long at, int samples, int description) {}

  /**
   * The edit list of the track.
   *
   * @param delay how much later it begins than the film, in the film's timescale
   * @param mediaTime what of the media is shown first, in the track's timescale
   */
  record Edit(long delay, long mediaTime) {
    static final Edit NONE = new Edit(0, 0);
  }

  /** A track whose samples will come. */
  Mp4Track(Box trak) {
    Box header = trak.child("tkhd");
    Box media = trak.child("mdia");
    Box mediaHeader = media.child("mdhd");
    this.id = header.int32(header.version() == 1 ? TKHD_ID + 8 : TKHD_ID);
    this.timescale = mediaHeader.uint32(mediaHeader.version() == 1 ? 20 : 12);
    this.video = fourCharacters(media.child("hdlr"), 8).equals("vide");
    this.plain = isPlain(media.child("minf").child("stbl").child("stsd"));
    this.edit =
        trak.find("edts").flatMap(edts -> edts.find("elst")).map(Mp4Track::edit).orElse(Edit.NONE);
    if (timescale == 0) {
      throw new MalformedContainerException("timescale 0");
    }
    takeTable(media.child("minf").child("stbl"));
  }

  /** What the head of an ordinary file tells of its samples; those of fragments are not there. */
  private void takeTable(Box table) {
    Box times = table.child("stts");
    tableSamples =
        table.find("stsz").or(() -> table.find("stz2")).map(box -> box.uint32(8)).orElse(0L);
    for (int i = 0; i < times.uint32(4); i++) {
      tableLast = times.uint32(12 + 8 * i);
      end += times.uint32(8 + 8 * i) * tableLast;
    }
    end += table.find("ctts").filter(box -> box.uint32(4) > 0).map(box -> box.int32(12)).orElse(0);
  }

  private static String fourCharacters(Box box, int at) {
    byte[] type = new byte[4];
    box.in().get(box.content() + at, type);
    return new String(type, StandardCharsets.ISO_8859_1);
  }

  /** Encrypted samples have more to tell than an ordinary index holds. */
  private static boolean isPlain(Box descriptions) {
    return descriptions.children(8).stream().noneMatch(each -> each.type().startsWith("enc"));
  }

  private static Edit edit(Box list) {
    boolean wide = list.version() == 1;
    int entry = wide ? 20 : 12;
    long delay = 0;
    long count = list.uint32(4);
    for (int i = 0; i < count; i++) {
      int at = 8 + i * entry;
      long time = wide ? list.int64(at + 8) : list.int32(at + 4);
      if (time >= 0) {
        return new Edit(delay, time);
      }
      delay += wide ? list.int64(at) : list.uint32(at);
    }
    return new Edit(delay, 0);
  }

  /** Takes what the head says of all fragments. */
  void defaults(Box trex) {
    defaults = SampleDefaults.ofHead(trex);
  }

  /**
   * Takes the samples of one fragment.
   *
   * @param moof where the fragment begins in the file
   * @param before where the data of the track before it in this fragment ends
   * @return where its own data ends
   */
  long add(Box traf, long moof, long before) {
    var fragment = FragmentHead.of(traf.child("tfhd"), defaults, moof, before);
    traf.find("tfdt").ifPresent(this::startAt);
    long data = fragment.base();
    for (Box run : traf.all("trun")) {
      data = add(new SampleRun(run, fragment.defaults()), fragment.base(), data);
    }
    return data;
  }

  /** A fragment may begin somewhat later or earlier than the last one ended. */
  private void startAt(Box tfdt) {
    long time = tfdt.version() == 1 ? tfdt.int64(4) : tfdt.uint32(4);
    if (firstTime < 0) {
      firstTime = time;
    } else if (time != nextTime) {
      long last = durations.last() + time - nextTime;
      if (last < 0 || last > Integer.MAX_VALUE) {
        throw new MalformedContainerException("fragment at " + time + " after " + nextTime);
      }
      durations.replaceLast((int) last);
    }
    nextTime = time;
  }

  private long add(SampleRun run, long base, long data) {
    int count = run.count();
    if (count < 0 || sizes.size() + (long) count > MOST_SAMPLES) {
      throw new MalformedContainerException("more samples than an index can hold");
    }
    long position = run.begin(base, data);
    if (count == 0) {
      return position;
    }
    firstTime = Math.max(firstTime, 0);
    chunks.add(new Chunk(position, count, run.description()));
    for (int i = 0; i < count; i++) {
      run.next();
      add(run.duration(), run.size(), run.isSync(), run.offset());
      position += Integer.toUnsignedLong(run.size());
    }
    return position;
  }

  private void add(int duration, int size, boolean sync, int offset) {
    if (duration < 0 || size < 0) {
      throw new MalformedContainerException("sample of " + size + " bytes");
    }
    if (sizes.size() == fragmentSamples) {
      fragmentFromSync = sync;
      fragmentTime = nextTime + offset;
    }
    fragmentTime = Math.min(fragmentTime, nextTime + offset);
    sizes.add(size);
    durations.add(duration);
    offsets.add(offset);
    if (sync) {
      syncs.add(sizes.size());
    }
    end = Math.max(end, nextTime + offset + duration);
    firstShown = Math.min(firstShown, nextTime + offset);
    nextTime += duration;
  }

  /** Learns that another fragment begins. */
  void beginFragment() {
    fragmentSamples = sizes.size();
    fragmentFromSync = false;
  }

  /** When what is shown first of the present fragment is shown; where that is nothing, its end. */
  long fragmentTime() {
    return sizes.size() > fragmentSamples ? fragmentTime : nextTime;
  }

  /** Whether its part of the present fragment can be played without what was before. */
  boolean isFragmentFromSync() {
    return fragmentFromSync;
  }

  int id() {
    return id;
  }

  boolean isVideo() {
    return video;
  }

  /** Whether its samples are as they are played. */
  boolean isPlain() {
    return plain;
  }

  long timescale() {
    return timescale;
  }

  Edit edit() {
    return edit;
  }

  int samples() {
    return sizes.size();
  }

  IntSequence sizes() {
    return sizes;
  }

  /** The numbers of the samples from which it can be played, from 1. */
  IntSequence syncs() {
    return syncs;
  }

  Runs durations() {
    return durations;
  }

  /** How much later each sample is shown than decoded. */
  Runs offsets() {
    return offsets;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** When its first sample is decoded, in its timescale. */
  long firstTime() {
    return Math.max(0, firstTime);
  }

  /** When what is shown first is shown, in its timescale, before edits. */
  long firstShown() {
    return sizes.size() == 0 ? 0 : firstShown;
  }

  /** When the sample after its last one would be decoded. */
  long nextTime() {
    return nextTime;
  }

  /** When its last sample ends to be shown, in its timescale, before edits. */
  long end() {
    return end;
  }

  /** How many samples the head of an ordinary file tells of. */
  long tableSamples() {
    return tableSamples;
  }

  /** How long its last sample is shown, seconds. */
  double lastSeconds() {
    return (durations.isEmpty() ? tableLast : durations.last()) / (double) timescale;
  }

  /** Where it ends in the film, seconds. */
  double endSeconds(long filmTimescale) {
    return edit.delay() / (double) filmTimescale
        + Math.max(0, end - edit.mediaTime()) / (double) timescale;
  }
}
