# The answers of before named a mailbox; now they belong to one. Nothing is released: they are made anew.
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("delegations", "0002_initial")]

    operations = [migrations.DeleteModel(name="Reply")]
