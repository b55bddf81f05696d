// SPDX-License-Identifier: BSL-1.0
#include "outbox/master_key_access.hpp"
#include "outbox/sync_folder.hpp"

#include <multipost/master_key.hpp>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace multipost {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t digits = 2 * key_bytes::size;

error bad_key(const fs::path& file, std::string_view what)
{
    return {errc::bad_master_key, "The master key \"" + file.string() + "\" " + std::string(what)};
}

std::string reason(int error_number) { return std::generic_category().message(error_number); }

class descriptor
{
public:
    explicit descriptor(int value) noexcept : value_(value) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor()
    {
        if (value_ != -1) close(value_);
    }

    [[nodiscard]] int get() const noexcept { return value_; }

private:
    int value_;
};

/// The digits of a key, a line end, and one byte more to see that there is no more; overwritten when it goes.
class key_text
{
public:
    key_text() = default;
    key_text(const key_text&) = delete;
    key_text& operator=(const key_text&) = delete;
    ~key_text() { sodium_memzero(bytes.data(), bytes.size()); }

    std::array<char, digits + 2> bytes{};
};

/// Others who may read the key are others who may read every channel's secrets.
result<void> check_rights(const fs::path& file, int opened)
{
    struct stat status = {};
    if (fstat(opened, &status) != 0) return bad_key(file, "cannot be read: " + reason(errno) + ".");
    if (!S_ISREG(status.st_mode)) return bad_key(file, "is no regular file.");
    if (status.st_uid != geteuid() && status.st_uid != 0)
        return bad_key(file, "belongs to another user. Take it over, mode 0600.");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return bad_key(file, "can be read or written by others. Make it mode 0600.");
    return {};
}

bool write_all(int opened, std::string_view text)
{
    while (!text.empty())
    {
        const auto written = write(opened, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

result<master_key> master_key::read(const fs::path& file)
{
    const descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (opened.get() == -1) return bad_key(file, "cannot be opened: " + reason(errno) + ".");
    if (auto checked = check_rights(file, opened.get()); !checked) return checked.error();

    key_text text;
    const auto count = ::read(opened.get(), text.bytes.data(), text.bytes.size());
    if (count < 0) return bad_key(file, "cannot be read: " + reason(errno) + ".");
    const auto length = static_cast<std::size_t>(count);
    key_bytes key;
    std::size_t decoded = 0;
    const bool well_formed = length == digits || (length == digits + 1 && text.bytes[digits] == '\n');
    if (!well_formed ||
        sodium_hex2bin(key.writable().data(), key_bytes::size, text.bytes.data(), digits, nullptr, &decoded, nullptr) !=
            0 ||
        decoded != key_bytes::size)
        return bad_key(file, "holds no key: it must be 64 hexadecimal digits and a line end.");
    return master_key(std::make_shared<const bytes>(std::move(key)));
}

result<master_key> master_key::create(const fs::path& file)
{
    auto key = key_bytes::random();
    // Under another name: a process that dies half way must not leave half a key, which would pass for one that was lost.
    const fs::path written = file.string() + ".new-" + std::to_string(getpid());
    unlink(written.c_str()); // another of the same number may have died here
    const descriptor opened(open(written.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (opened.get() == -1) return bad_key(file, "cannot be made: " + reason(errno) + ".");
    key_text text;
    sodium_bin2hex(text.bytes.data(), digits + 1, key.view().data(), key_bytes::size);
    text.bytes[digits] = '\n';
    // The umask can only take rights away from what open() asked for, even the owner's.
    bool made = fchmod(opened.get(), S_IRUSR | S_IWUSR) == 0 &&
                write_all(opened.get(), {text.bytes.data(), digits + 1}) && fsync(opened.get()) == 0;
    // Unlike rename(), link() leaves alone what is there.
    made = made && link(written.c_str(), file.c_str()) == 0;
    const int why = errno;
    unlink(written.c_str());
    if (!made)
        return bad_key(file, why == EEXIST ? "exists already; it is never overwritten."
                                           : "cannot be written: " + reason(why) + ".");
    if (!sync_folder_of(file)) return bad_key(file, "cannot be written: " + reason(errno) + ".");
    return master_key(std::make_shared<const bytes>(std::move(key)));
}

master_key master_key::random() { return master_key(std::make_shared<const bytes>(key_bytes::random())); }

master_key::master_key(std::shared_ptr<const bytes> b) noexcept : bytes_(std::move(b)) {}
master_key::~master_key() = default;
master_key::master_key(const master_key&) noexcept = default;
master_key& master_key::operator=(const master_key&) noexcept = default;

} // namespace multipost
