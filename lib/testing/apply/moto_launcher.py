"""Moto's AWS server for one parent process.

Started by moto-server.ts. Listens on a free port of 127.0.0.1 and writes lines of JSON to the parent:
first {"port": ...}, then one response for each line of stdin ("inventory", "watchers" or "reset"). The end of
stdin ends the process, so nothing is left when the parent is killed.
"""

import json
import logging
import os
import re
import signal
import sys
from types import SimpleNamespace
from urllib.parse import quote_plus

import moto.backends
from moto.core.base_backend import BackendDict
from moto.iam.access_control import IAMPolicy, PermissionResult
from moto.iam.models import IAMBackend
from moto.s3 import notifications
from moto.s3.exceptions import InvalidBucketState
from moto.s3.models import FakeBucket, Notification, S3Backend
from moto.s3.responses import S3Response
from moto.server import ThreadedMotoServer
from moto.sqs.models import Queue


def teach_queues() -> None:
    """Adds what moto 5.2 lacks of SQS. Without it, the AWS provider waits for minutes or always plans a change."""
    Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
    Queue.redrive_allow_policy = None
    known_attributes = Queue.attributes.fget
    set_attributes = Queue._set_attributes

    def attributes(queue):
        result = known_attributes(queue)
        if queue.redrive_policy:
            # AWS prints no blanks, and the provider compares text.
            result["RedrivePolicy"] = json.dumps(queue.redrive_policy, separators=(",", ":"))
        return result

    def set_attributes_keeping_policy(queue, changes, now=None):
        # Moto forgets the policy when another attribute is set.
        kept = {"Policy": getattr(queue, "policy", None)}
        set_attributes(queue, {**kept, **changes}, now)
        # An empty text removes an attribute.
        queue.redrive_allow_policy = queue.redrive_allow_policy or None

    def dead_letter_queue(queue):
        # By its ARN, as SQS finds it. Moto keeps the object, which is another one after the queue has been replaced.
        arn = (getattr(queue, "redrive_policy", None) or {}).get("deadLetterTargetArn")
        found = [one for sqs in backends("sqs") for one in sqs.queues.values() if one.queue_arn == arn]
        return found[0] if found else None

    Queue.dead_letter_queue = property(dead_letter_queue, lambda queue, value: None)
    Queue.attributes = property(attributes)
    Queue._set_attributes = set_attributes_keeping_policy


def teach_buckets() -> None:
    """Moto treats a Deny whose condition is not met like a Deny without a condition, so a bucket that requires TLS would
    deny everyone. Statements with a condition are ignored here."""

    def get_permission(bucket, action, resource):
        if bucket.policy is None:
            return PermissionResult.NEUTRAL
        document = json.loads(bucket.policy)
        statements = document["Statement"] if isinstance(document["Statement"], list) else [document["Statement"]]
        plain = [statement for statement in statements if not statement.get("Condition")]
        return IAMPolicy(json.dumps({**document, "Statement": plain})).is_action_permitted(action, resource)

    FakeBucket.get_permission = get_permission

    may_log = FakeBucket._log_permissions_enabled_policy

    def may_log_beside_everybody(target_bucket, target_prefix):
        # Moto expects every principal to be an object, and fails over the "*" of a denial.
        if target_bucket.policy is None:
            return False
        document = json.loads(target_bucket.policy)
        named = [statement for statement in document["Statement"] if isinstance(statement["Principal"], dict)]
        policy = json.dumps({**document, "Statement": named}).encode()
        target = SimpleNamespace(policy=policy, partition=target_bucket.partition, name=target_bucket.name)
        return may_log(target, target_prefix)

    FakeBucket._log_permissions_enabled_policy = staticmethod(may_log_beside_everybody)


def encode_key(key):
    """Encodes a key as S3 does in messages: like a form field, except for slashes."""
    return quote_plus(key, safe="/*").replace("~", "%7E")


def teach_object_lock() -> None:
    """S3 accepts a configuration of Object Lock for buckets with objects too, and never disables the lock. Source: S3 User Guide,
    "Configuring S3 Object Lock"."""

    def put_object_lock_configuration(backend, bucket_name, lock_enabled, mode=None, days=None, years=None):
        bucket = backend.get_bucket(bucket_name)
        if not bucket.is_versioned:
            raise InvalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration")
        bucket.object_lock_enabled = bucket.object_lock_enabled or lock_enabled
        bucket.default_lock_mode, bucket.default_lock_days, bucket.default_lock_years = mode, days, years

    S3Backend.put_object_lock_configuration = put_object_lock_configuration


def teach_versioning() -> None:
    """S3 does not suspend the versioning of a bucket that has Object Lock. Source: S3 User Guide, "Object Lock considerations"; the
    message is what the AWS provider looks for. S3 does the same for a replication configuration; that message is not
    documented, so this one is similar."""
    put_bucket_versioning = S3Backend.put_bucket_versioning

    def put_bucket_versioning_unless_needed(backend, bucket_name, status):
        bucket = backend.get_bucket(bucket_name)
        needed = {
            "An Object Lock configuration": bucket.object_lock_enabled,
            "A replication configuration": getattr(bucket, "replication", None),
        }
        for what, is_present in needed.items():
            if status == "Suspended" and is_present:
                raise InvalidBucketState(f"{what} is present on this bucket, so the versioning state cannot be changed.")
        put_bucket_versioning(backend, bucket_name, status)

    S3Backend.put_bucket_versioning = put_bucket_versioning_unless_needed


def teach_notifications() -> None:
    """S3 does not encode slashes in its messages, compares filters with keys in the same encoding, and
    returns whether a bucket's events go to EventBridge."""
    notifications.quote_plus = encode_key
    key_matches = Notification._key_matches
    Notification._key_matches = lambda notification, key: key_matches(notification, encode_key(key))
    get_notification = S3Response.get_bucket_notification

    def get_notification_with_eventbridge(response):
        status, headers, body = get_notification(response)
        configuration = response.backend.get_bucket_notification_configuration(response.bucket_name)
        if configuration and configuration.event_bridge is not None:
            # A configuration of nothing else is an empty element.
            body = re.sub(r"(<NotificationConfiguration[^>]*?)\s*/>", r"\1></NotificationConfiguration>", body)
            end = "</NotificationConfiguration>"
            body = body.replace(end, f"<EventBridgeConfiguration/>{end}")
        return status, headers, body

    S3Response.get_bucket_notification = get_notification_with_eventbridge


def teach_roles() -> None:
    """IAM keeps the attributes that UpdateRole omits. Moto removes the description when the session length changes."""
    update_role = IAMBackend.update_role

    def update_role_keeping_description(backend, role_name, role_description, max_session_duration):
        kept = backend.get_role(role_name).description if role_description is None else role_description
        return update_role(backend, role_name, kept, max_session_duration)

    IAMBackend.update_role = update_role_keeping_description


def backends(service):
    """The backends of a service in all accounts and regions."""
    return [regional for account in moto.backends.get_backend(service).values() for regional in account.values()]


def inventory():
    """What a user of the account would have to delete, by kind."""
    keys = [key for kms in backends("kms") for key in kms.keys.values() if key.key_manager == "CUSTOMER"]
    found = {
        "buckets": [name for s3 in backends("s3") for name in s3.buckets],
        "queues": [queue.queue_arn for sqs in backends("sqs") for queue in sqs.queues.values()],
        "topics": [arn for sns in backends("sns") for arn in sns.topics],
        "roles": [
            role.arn
            for iam in backends("iam")
            for role in iam.roles.values()
            if not role.path.startswith("/aws-service-role/")
        ],
        "policies": [
            arn for iam in backends("iam") for arn in iam.managed_policies if ":iam::aws:" not in arn
        ],
        "keys": [key.arn for key in keys if key.key_state != "PendingDeletion"],
        "aliases": [alias for key in keys for alias in key.aliases],
        "alarms": [alarm for cloudwatch in backends("cloudwatch") for alarm in cloudwatch.alarms],
    }
    return {kind: sorted(names) for kind, names in found.items()}


ALARM = ["name", "namespace", "metric_name", "statistic", "period", "evaluation_periods", "comparison_operator"]
ALARM += ["threshold", "treat_missing_data", "actions_enabled", "alarm_actions", "ok_actions", "description"]


def watchers():
    """The alarms and subscriptions, with their settings."""
    alarms = [alarm for cloudwatch in backends("cloudwatch") for alarm in cloudwatch.alarms.values()]
    subscriptions = [one for sns in backends("sns") for one in sns.subscriptions.values()]
    return {
        "alarms": [
            {name: getattr(alarm, name, None) for name in ALARM}
            | {"dimensions": {dimension.name: dimension.value for dimension in alarm.dimensions}}
            for alarm in alarms
        ],
        "subscriptions": [
            {
                "topic": one.topic.arn,
                "protocol": one.protocol,
                "endpoint": one.endpoint,
                "confirmed": one.confirmed,
                "attributes": {
                    name: one.attributes.get(name)
                    for name in ["FilterPolicy", "FilterPolicyScope", "RawMessageDelivery"]
                },
            }
            for one in subscriptions
        ],
    }


def reset():
    BackendDict.reset()
    return {}


def say(answer) -> None:
    print(json.dumps(answer), flush=True)


def main() -> None:
    # Ctrl-C reaches the whole terminal group, but the parent can still need AWS to clean up. The end of stdin ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    teach_queues()
    teach_buckets()
    teach_object_lock()
    teach_versioning()
    teach_notifications()
    teach_roles()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    say({"port": server.get_host_and_port()[1]})
    questions = {"inventory": inventory, "watchers": watchers, "reset": reset}
    for line in sys.stdin:
        say(questions[line.strip()]())
    # Connections kept alive by clients hold threads; there is nothing to save.
    os._exit(0)


if __name__ == "__main__":
    main()
