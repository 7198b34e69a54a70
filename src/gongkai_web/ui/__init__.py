"""What all pages share: navigation, components, messages."""
