package io.limpet.core.codec;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import java.io.IOException;

/** The fields of a {@link UserProfile} in what holds one. */
final class ProfileFields {
  private ProfileFields() {}

  static void write(UserProfile profile, AvroBytes out) {
    out.begin(profile.recent().size());
    for (RecentItem item : profile.recent()) {
      out.putString(item.itemId());
      out.putLong(item.type().code());
      out.putLong(item.timestampMillis());
    }
    out.end();
    out.putStrings(profile.bought());
    out.putFloats(profile.affinities());
    out.putLong(profile.events());
    out.putLong(profile.firstMillis());
    out.putLong(profile.lastMillis());
  }

  static UserProfile read(AvroView in) throws IOException {
    return new UserProfile(
        in.readList(
            one ->
                new RecentItem(one.readString(), EventType.ofCode(one.readInt()), one.readLong())),
        in.readList(AvroView::readString),
        in.readMap(AvroView::readFloat),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }
}
