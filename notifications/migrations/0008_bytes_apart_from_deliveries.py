"""The bytes of each mail get a row of their own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0007_quarantine")]

    operations = [
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="notifications.delivery",
                    ),
                ),
                ("mime", models.BinaryField()),
            ],
        ),
        migrations.AlterField("delivery", "mime", models.BinaryField(null=True)),
        migrations.RunSQL(
            "INSERT INTO notifications_content (delivery_id, mime) SELECT id, mime FROM notifications_delivery",
            "UPDATE notifications_delivery SET mime ="
            " (SELECT mime FROM notifications_content WHERE delivery_id = notifications_delivery.id)",
        ),
        migrations.RemoveField(model_name="delivery", name="mime"),
    ]
