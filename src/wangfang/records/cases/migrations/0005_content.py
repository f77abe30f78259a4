from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_asked'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='content',
            field=models.CharField(blank=True, db_collation='C', default='', max_length=6),
        ),
    ]
