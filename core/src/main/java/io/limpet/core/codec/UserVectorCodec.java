package io.limpet.core.codec;

import io.limpet.core.vector.UserVector;
import java.io.IOException;

/** {@link UserVector} as Avro. */
public final class UserVectorCodec extends DirectCodec<UserVector> {
  public UserVectorCodec() {
    super("user-vector.v1.avsc");
  }

  @Override
  void write(UserVector user, AvroBytes out) {
    out.putString(user.visitor());
    out.putString(user.generation());
    out.putFloats(user.vector());
    ProfileFields.write(user.profile(), out);
    out.putLong(user.version());
    out.putString(user.eventId());
  }

  @Override
  UserVector read(AvroView in) throws IOException {
    return new UserVector(
        in.readString(),
        in.readString(),
        in.readFloats(),
        ProfileFields.read(in),
        in.readLong(),
        in.readString());
  }
}
