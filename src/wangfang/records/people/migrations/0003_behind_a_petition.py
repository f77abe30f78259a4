from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_tokens'),
    ]

    operations = [
        migrations.AddField(
            model_name='petitioner',
            name='agents',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='petitioner',
            name='anonymous',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='petitioner',
            name='id_type',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='petitioner',
            name='signers',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
