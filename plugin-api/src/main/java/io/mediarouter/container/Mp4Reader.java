package io.mediarouter.container;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reader of MP4 and M4A: of the boxes of their head, and of each fragment's. */
final class Mp4Reader extends UnitReader {
  /** What a slow line (2 Mbit/s) brings in two seconds; about a quarter of an hour. */
  private static final int LARGEST_ORDINARY = 512 * 1024;

  private static final Set<String> FIRST =
      Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide", "pdin", "uuid");

  private final List<Mp4Track> tracks = new ArrayList<>();
  private final Mp4Points points = new Mp4Points();
  private byte @Nullable [] type;
  private byte @Nullable [] movie;
  private long movieAt;
  private long filmTimescale = 1;
  private long firstData = -1;
  private long firstFragment = -1;
  private long index = -1;
  private boolean ordinary;
  private boolean endless;

  Mp4Reader() {
    super(Box.HEADER);
  }

  /** The first box is a short one. */
  @Override
  void begin(byte firstOfAll) {
    if (firstOfAll != 0) {
      throw new MalformedContainerException("not MP4");
    }
  }

  @Override
  void look(ByteBuffer unit) {
    long size = Integer.toUnsignedLong(unit.getInt(0));
    if (size == 1 && unit.limit() < 2 * Box.HEADER) {
      more(2 * Box.HEADER);
      return;
    }
    String name = Box.type(unit, 0);
    long length = size == 1 ? unit.getLong(Box.HEADER) : size;
    if (start() == 0 && !FIRST.contains(name)) {
      throw new MalformedContainerException("begins with " + name);
    }
    if (!List.of("ftyp", "moov", "moof").contains(name)) {
      pass(name, length, unit.limit());
    } else if (unit.limit() < length) {
      more(length);
    } else {
      take(name, unit);
      done(0);
    }
  }

  private void pass(String name, long length, int gathered) {
    if (name.equals("mfra")) {
      index = start();
    }
    if (name.equals("mdat") && movie == null && firstData < 0) {
      firstData = start();
    }
    endless = length == 0;
    done(endless ? Long.MAX_VALUE / 2 : length - gathered);
  }

  private void take(String name, ByteBuffer unit) {
    Box box = Box.at(unit, 0, unit.limit());
    switch (name) {
      case "ftyp" -> type = box.bytes();
      case "moov" -> takeMovie(box);
      default -> takeFragment(box);
    }
  }

  private void takeMovie(Box moov) {
    if (movie != null) {
      throw new MalformedContainerException("two heads");
    }
    movieAt = start();
    movie = moov.bytes();
    Box header = moov.child("mvhd");
    filmTimescale = header.uint32(header.version() == 1 ? 20 : 12);
    if (filmTimescale == 0) {
      throw new MalformedContainerException("timescale 0");
    }
    moov.all("trak").forEach(trak -> tracks.add(new Mp4Track(trak)));
    moov.find("mvex").ifPresent(mvex -> mvex.all("trex").forEach(this::takeDefaults));
    ordinary = moov.find("mvex").isEmpty() || tableSamples() > 0;
  }

  private void takeDefaults(Box trex) {
    track(trex.int32(4)).defaults(trex);
  }

  private Mp4Track track(int id) {
    return tracks.stream()
        .filter(track -> track.id() == id)
        .findFirst()
        .orElseThrow(() -> new MalformedContainerException("no track " + id));
  }

  private void takeFragment(Box moof) {
    if (movie == null) {
      throw new MalformedContainerException("fragment without a head");
    }
    if (firstFragment < 0) {
      firstFragment = start();
    }
    points.begin(start(), tracks);
    long data = start();
    for (Box traf : moof.all("traf")) {
      data = track(traf.child("tfhd").int32(4)).add(traf, start(), data);
    }
    points.end(tracks);
  }

  private long tableSamples() {
    return tracks.stream().mapToLong(Mp4Track::tableSamples).sum();
  }

  @Override
  public boolean hasSamples() {
    return tableSamples() > 0 || tracks.stream().anyMatch(track -> track.samples() > 0);
  }

  @Override
  public boolean hasPictures() {
    return tracks.stream()
        .anyMatch(each -> each.isVideo() && (each.tableSamples() > 0 || each.samples() > 0));
  }

  @Override
  public boolean isCut() {
    return !endless && super.isCut();
  }

  @Override
  public double playSeconds() {
    return tracks.stream().mapToDouble(track -> track.endSeconds(filmTimescale)).max().orElse(0);
  }

  @Override
  public double frameSeconds() {
    return tracks.stream().mapToDouble(Mp4Track::lastSeconds).max().orElse(0);
  }

  @Override
  public byte[] announce(byte[] head, double seconds) {
    if (movie == null || ordinary || movieAt + movie.length > head.length) {
      return head;
    }
    ByteBuffer all = ByteBuffer.wrap(head);
    Box moov = Box.at(all, (int) movieAt, head.length);
    long duration = Math.round(seconds * filmTimescale);
    MovieWriter.setDuration(moov.child("mvhd"), duration);
    moov.find("mvex")
        .flatMap(mvex -> mvex.find("mehd"))
        .ifPresent(mehd -> MovieWriter.setDuration(mehd, duration));
    return head;
  }

  @Override
  public Optional<FinishedFile> finish() {
    byte[] head = movie;
    boolean whole = isUnderstood() && !isCut();
    if (!whole || head == null || !tracks.stream().allMatch(Mp4Track::isPlain)) {
      return Optional.empty();
    }
    if (ordinary) {
      return firstData < 0 ? Optional.empty() : Optional.of(moved(head));
    }
    if (firstFragment <= 0 || type == null) {
      return Optional.empty();
    }
    long to = index > firstFragment ? index : fed();
    return Optional.of(finish(type, head, to));
  }

  /** An ordinary file with its head in front of the media, which does not change. */
  private FinishedFile moved(byte[] head) {
    byte[] front = new HeadMover(head, firstData, movieAt).moved();
    return new FinishedFile(
        List.of(
            FinishedFile.Part.of(0, firstData),
            new FinishedFile.Part(front, firstData, movieAt),
            FinishedFile.Part.of(movieAt + head.length, fed())));
  }

  private FinishedFile finish(byte[] brand, byte[] head, long to) {
    MovieWriter writer = new MovieWriter(tracks, filmTimescale, firstFragment, to);
    byte[] ordinary = writer.ordinary(brand, Arrays.copyOf(head, head.length));
    GroupWriter groups = new GroupWriter(tracks, points.all());
    boolean quick = ordinary.length <= LARGEST_ORDINARY || !points.areUsable(firstFragment);
    return quick || !groups.fits()
        ? FinishedFile.of(ordinary, firstFragment, to)
        : indexed(writer, brand, Arrays.copyOf(head, head.length), groups.fragments());
  }

  private FinishedFile indexed(
      MovieWriter writer, byte[] brand, byte[] head, List<List<FinishedFile.Part>> fragments) {
    List<Long> lengths =
        fragments.stream()
            .map(parts -> parts.stream().mapToLong(FinishedFile.Part::length).sum())
            .toList();
    byte[] begin =
        new FragmentIndex(tracks, filmTimescale, writer.filmDuration())
            .head(brand, head, points.all(), lengths);
    List<FinishedFile.Part> parts = new ArrayList<>();
    parts.add(new FinishedFile.Part(begin, 0, 0));
    fragments.forEach(parts::addAll);
    return new FinishedFile(parts);
  }
}
