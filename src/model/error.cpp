// SPDX-License-Identifier: BSL-1.0
#include <multipost/error.hpp>

#include <boost/throw_exception.hpp>

namespace multipost {

namespace {

// Boost's base class has a protected destructor that is not virtual; nothing deletes a category through it.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
class category final : public boost::system::error_category
{
public:
    const char* name() const noexcept override { return "multipost"; }

    std::string message(int value) const override
    {
        switch (static_cast<errc>(value))
        {
        case errc::ok: return "success";
        case errc::bad_message: return "the message cannot be sent as it is";
        case errc::text_too_long: return "the text is longer than the network takes";
        case errc::bad_channel: return "the channel's URL or settings are wrong";
        case errc::unknown_connector: return "no loaded connector takes this";
        case errc::bad_configuration: return "the configuration is wrong";
        case errc::bad_schedule: return "the time cannot be planned";
        case errc::time_passed: return "the time has passed";
        case errc::plugin_not_found: return "the plugin does not exist";
        case errc::plugin_path_not_absolute: return "the plugin's path is not absolute";
        case errc::plugin_not_regular: return "the plugin is not a regular file";
        case errc::plugin_outside_folder: return "the plugin leads out of its folder";
        case errc::plugin_unreadable: return "the plugin cannot be read";
        case errc::plugin_untrusted_owner: return "the plugin belongs to an untrusted user";
        case errc::plugin_writable_by_others: return "the plugin can be changed by others";
        case errc::plugin_not_elf: return "the plugin is not a shared object";
        case errc::plugin_truncated: return "the plugin is cut short";
        case errc::plugin_wrong_machine: return "the plugin is made for another machine";
        case errc::plugin_no_entry: return "the file is not a multipost plugin";
        case errc::plugin_wrong_abi: return "the plugin is made for another version of the plugin ABI";
        case errc::plugin_not_loadable: return "the dynamic linker refuses the plugin";
        case errc::plugin_bad_description: return "the plugin describes itself wrongly";
        case errc::plugin_duplicate: return "a connector of that id is already loaded";
        case errc::plugin_misbehaved: return "the plugin broke the rules of the plugin ABI";
        case errc::plugin_untrusted_libraries: return "the plugin brings libraries from places that are not checked";
        case errc::store_failed: return "the database cannot be used";
        case errc::store_in_use: return "the database is in use by another process";
        case errc::store_newer_schema: return "the database was written by a newer version";
        case errc::store_full: return "the disk is full";
        case errc::store_constraint: return "the value is already taken, or refers to nothing";
        case errc::wrong_master_key: return "the master key is not the one of this database";
        case errc::bad_master_key: return "the master key's file is wrong";
        case errc::not_found: return "there is no such thing";
        case errc::too_late: return "it is too late for this";
        case errc::changed_meanwhile: return "it was changed meanwhile";
        case errc::idempotency_key_reused: return "the idempotency key belongs to another request";
        case errc::daily_limit_reached: return "there may be no more today";
        case errc::limit_reached: return "there may be no more of these";
        }
        return "unknown error";
    }
};
#pragma GCC diagnostic pop

} // namespace

const boost::system::error_category& multipost_category() noexcept
{
    static const category instance;
    return instance;
}

void throw_exception_from_error(const error& e, const boost::source_location& where)
{
    boost::throw_exception(boost::system::system_error(e.code, e.what), where);
}

} // namespace multipost
